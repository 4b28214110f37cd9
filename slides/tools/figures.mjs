// Figures and the headline table come from programs that measure. They run when
// what they make is missing, or when their sources have changed.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { withoutFences } from "./deck.mjs";
import { out, shown, slides } from "./folders.mjs";
import { lock } from "./lock.mjs";
import { run } from "./running.mjs";

const seconds = 1200; // For measuring on a slow machine.

const figuresOf = (deck) =>
  deck.slides.flatMap((slide) =>
    withoutFences(slide).flatMap((line, at) => [...line.matchAll(/!\[[^\]]*\]\(figures\/([\w-]+)\.svg\)/g)].map((found) => ({ deck, name: found[1], line: slide.line + at }))),
  );

export const wantsTable = (deck) => deck.slides.some((slide) => slide.lines.some((line) => /^<!--\s*table:\s*headline\s*-->/.test(line)));

// Draws build/slides/figures/*.svg, if the decks show any.
export async function drawFigures(decks, problems) {
  const wanted = decks.flatMap(figuresOf);
  if (!wanted.length) return;
  const folder = path.join(out, "figures");
  const file = (name) => path.join(folder, `${name}.svg`);
  await current("figures/make", [folder], ["figures"], wanted.map(({ name }) => file(name)), problems);
  for (const { deck, line, name } of wanted) {
    if (!existsSync(file(name))) problems.add(`${deck.shown}:${line}`, `slides/figures/make draws no ${name}.svg`, "correct the name");
  }
}

// The headline table's lines in Markdown; nothing if it is not measured.
export async function headlineTable(draft, problems) {
  const file = path.join(out, "headline.json");
  if (!draft) await current("headline/compare", ["--json", file], ["headline", "figures/measuring"], [file], problems);
  if (!existsSync(file)) return undefined;
  const { markdown } = await import(pathToFileURL(path.join(slides, "headline", "table.mjs")).href);
  return markdown(JSON.parse(readFileSync(file, "utf8")));
}

// Runs slides/COMMAND unless `files` were made from `sources` as they are now.
async function current(command, args, sources, files, problems) {
  const stamp = path.join(out, `.${path.dirname(command)}.made`);
  const hash = hashOf(sources);
  const done = () => files.every(existsSync) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
  if (done()) return;
  const release = await lock(path.join(out, ".measuring"));
  try {
    if (done()) return;
    console.error(`slides: slides/${command} measures; that takes minutes`);
    mkdirSync(out, { recursive: true });
    rmSync(stamp, { force: true });
    const { code, late, output } = await run(path.join(slides, command), args, { seconds, lockFile: path.join(out, ".running") });
    if (code === 0) writeFileSync(stamp, hash);
    else problems.add(`slides/${command}`, late ? `still ran after ${seconds} s` : `exits with ${code}:\n${output}`, "run it alone");
  } finally {
    release();
  }
}

function hashOf(folders) {
  const hash = createHash("sha256");
  const visit = (file) => {
    if (statSync(file).isDirectory()) readdirSync(file).sort().forEach((name) => visit(path.join(file, name)));
    else hash.update(`${shown(file)}\0`).update(readFileSync(file));
  };
  folders.forEach((folder) => visit(path.join(slides, folder)));
  return hash.digest("hex");
}
