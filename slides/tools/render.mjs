// A composed deck as pages: with Marp's engine alone for looking and measuring,
// and through Marp's command for HTML and PDF to give away.

import { writeFileSync } from "node:fs";
import path from "node:path";
import { browserPath } from "./browser.mjs";
import { engine } from "./engine.mjs";
import { theme } from "./fonts.mjs";
import { out } from "./folders.mjs";
import { packageFile } from "./packages.mjs";
import { Problem } from "./problems.mjs";
import { run } from "./running.mjs";

// {html, css}: all slides below each other.
export function render(markdown) {
  const marp = engine({ inlineSVG: false, script: false });
  const { html, css } = marp.render(markdown);
  return { html, css };
}

// build/slides/NAME.html or NAME.pdf (with the notes), one self-contained file.
export async function give(deck, kind) {
  const css = path.join(out, "theme.css");
  writeFileSync(css, theme());
  const file = path.join(out, `${deck.name}.${kind}`);
  const args = [
    packageFile("@marp-team/marp-cli", "marp-cli.js"),
    path.join(out, `${deck.name}.md`),
    "--no-config-file",
    "--engine", path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "marp_engine.mjs"),
    "--html",
    "--no-stdin",
    "--output", file,
    ...(kind === "pdf" ? ["--pdf", "--pdf-notes", "--pdf-outlines", "--browser", "chrome", "--browser-path", browserPath(), "--browser-timeout", "120"] : []),
  ];
  const { code, output } = await run("node", args, { seconds: 240, cwd: out, env: { CHROME_NO_SANDBOX: "1", NO_COLOR: "1" } });
  if (code !== 0) throw new Problem(deck.shown, `Marp cannot make ${kind.toUpperCase()}: ${output.trim()}`, "correct what it names");
  return file;
}
