// A composed deck as pages: with Marp's engine alone for looking and measuring,
// and through Marp's command for HTML and PDF to give away.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { browserPath } from "./browser.mjs";
import { engine } from "./engine.mjs";
import { out } from "./folders.mjs";
import { packageFile } from "./packages.mjs";
import { Problem } from "./problems.mjs";
import { run } from "./running.mjs";

const seconds = 240; // For one deck on a slow machine.

// {html, css}: all slides below each other.
export function render(markdown) {
  const { html, css } = engine({ inlineSVG: false, script: false }).render(markdown);
  return { html, css };
}

// build/slides/NAME.html or NAME.pdf (with the notes), one self-contained file;
// unless it is there and nothing in it has changed.
export async function give(deck, markdown, kind) {
  const file = path.join(out, `${deck.name}.${kind}`);
  const stamps = path.join(out, "given");
  const stamp = path.join(stamps, path.basename(file));
  const { html, css } = render(markdown);
  const hash = createHash("sha256").update(markdown).update(html).update(css).digest("hex");
  if (existsSync(file) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return file;
  mkdirSync(stamps, { recursive: true });
  rmSync(stamp, { force: true });
  const pdf = ["--pdf", "--pdf-notes", "--pdf-outlines", "--browser", "chrome", "--browser-timeout", "120"];
  const scratch = mkdtempSync(path.join(tmpdir(), "slides-")); // Marp leaves the browser's profile behind.
  const { code, output } = await run(
    "node",
    [
      packageFile("@marp-team/marp-cli", "marp-cli.js"),
      path.join(out, `${deck.name}.md`),
      "--no-config-file",
      "--no-stdin",
      "--html",
      "--engine", fileURLToPath(new URL("marp_engine.mjs", import.meta.url)),
      ...(kind === "pdf" ? [...pdf, "--browser-path", browserPath()] : []),
      "--output", file,
    ],
    { seconds, cwd: out, env: { CHROME_NO_SANDBOX: "1", NO_COLOR: "1", TMPDIR: scratch } },
  ).finally(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
  if (code !== 0) throw new Problem(deck.shown, `Marp cannot make its ${kind.toUpperCase()}: ${output.trim()}`, "correct what it names");
  writeFileSync(stamp, hash);
  return file;
}
