// Figures and the headline table come from other programs, which measure. They
// run once; delete build/slides/figures or headline.json to measure again.

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { withoutFences } from "./deck.mjs";
import { out, shown, slides } from "./folders.mjs";
import { Problem } from "./problems.mjs";
import { run } from "./running.mjs";
import { lock } from "./lock.mjs";

export function figuresOf(deck) {
  return deck.slides.flatMap((slide) =>
    withoutFences(slide).flatMap((line, at) =>
      [...line.matchAll(/!\[[^\]]*\]\(figures\/([\w-]+)\.svg\)/g)].map((found) => ({ name: found[1], line: slide.line + at })),
    ),
  );
}

export const wantsTable = (deck) => deck.slides.some((slide) => slide.lines.some((line) => /^<!--\s*table:\s*headline\s*-->/.test(line)));

// Draws what is missing.
export async function drawFigures(decks, problems) {
  const folder = path.join(out, "figures");
  const missing = () => decks.flatMap((deck) => figuresOf(deck).filter(({ name }) => !existsSync(path.join(folder, `${name}.svg`))).map((figure) => ({ ...figure, deck })));
  if (missing().length) {
    const release = await lock(path.join(out, ".figures"));
    try {
      if (missing().length) await make("figures/make", [folder], 900, problems);
    } finally {
      release();
    }
  }
  for (const { deck, line, name } of missing()) problems.add(`${deck.shown}:${line}`, `slides/figures/make draws no ${name}.svg`, "correct the name");
}

async function make(command, args, seconds, problems) {
  const program = path.join(slides, command);
  if (!existsSync(program)) return problems.add(shown(program), "does not exist", "write it");
  mkdirSync(args.at(-1).endsWith(".json") ? out : args.at(-1), { recursive: true });
  console.error(`slides: slides/${command} measures, which takes a minute or two`);
  const { code, output } = await run(program, args, { seconds });
  if (code !== 0) problems.add(`slides/${command}`, `exits with ${code}:\n${output}`, "correct it");
  return undefined;
}

// The table's lines in Markdown, or nothing.
export async function headlineTable(problems) {
  const file = path.join(out, "headline.json");
  if (!existsSync(file)) {
    const release = await lock(path.join(out, ".figures"));
    try {
      if (!existsSync(file)) await make("headline/compare", ["--json", file], 900, problems);
    } finally {
      release();
    }
  }
  if (!existsSync(file)) return undefined;
  try {
    return rows(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Problem(shown(file), error.message, "delete it, to measure again");
  }
}

function rows() {
  return undefined;
}
