// slides/build after its launcher: reads the command line, then for each deck
// composes, runs, renders. Exit codes: 0 done, 1 a deck is wrong, 2 usage.

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withBrowser } from "./browser.mjs";
import { compose, snippetsOf } from "./compose.mjs";
import { readDeck } from "./deck.mjs";
import { drawFigures, headlineTable, wantsTable } from "./figures.mjs";
import { out, shown, slides } from "./folders.mjs";
import { images } from "./images.mjs";
import { writeIndex } from "./index.mjs";
import { lock } from "./lock.mjs";
import { load } from "./packages.mjs";
import { Problems } from "./problems.mjs";
import { results } from "./programs.mjs";
import { give, render } from "./render.mjs";

const options = ["--html-only", "--images", "--draft", "--fresh"];
const words = process.argv.slice(2);
const unknown = words.find((word) => word.startsWith("-") && !options.includes(word));
const chosen = words.filter((word) => !word.startsWith("-"));
const wants = (option) => words.includes(option);
const all = readdirSync(slides).filter((file) => /^\d\d-[\w-]+\.md$/.test(file)).sort();
const files = chosen.length ? chosen.flatMap((word) => choose(word)) : all;

// `3`, `03`, `03-races` and slides/03-races-and-locks.md name the same deck.
function choose(word) {
  const name = path.basename(word, ".md");
  const found = all.filter((file) => file.startsWith(/^\d$/.test(name) ? `0${name}` : name));
  if (found.length !== 1) {
    console.error(`slides/build: no deck is called ${word}; there are ${all.map((file) => path.basename(file, ".md")).join(", ")}`);
    process.exit(2);
  }
  return found;
}

if (unknown || !files.length) {
  console.error(`slides/build: ${unknown ? `${unknown} is unknown` : "there is no deck"}`);
  process.exit(2);
}

const problems = new Problems();
const draft = wants("--images") || wants("--draft");
mkdirSync(out, { recursive: true });
const { parse } = await load("yaml");
const course = parse(readFileSync(path.join(slides, "course.yml"), "utf8"));

const decks = [];
for (const file of files) await problems.during(() => decks.push(readDeck(path.join(slides, file))));
const quietly = { add() {}, during: (work) => work().catch(() => undefined) };
const drawn = draft ? quietly : problems;
if (!draft) await drawFigures(decks, drawn);
const table = decks.some(wantsTable) ? await problems.during(() => headlineTable(drawn)) : undefined;

const made = [];
for (const deck of decks) {
  const release = await lock(path.join(out, `.${deck.name}.lock`));
  try {
    await problems.during(() => makeDeck(deck));
  } finally {
    release();
  }
}
if (made.length && wants("--images")) {
  await withBrowser(async (browser) => {
    for (const { deck, markdown } of made) console.log(await images(browser, deck.name, render(markdown)));
  });
}
if (!chosen.length) writeIndex(decks, course);

async function makeDeck(deck) {
  const snippets = await snippetsOf(deck, problems);
  const outputs = await results([...snippets.values()], { fresh: wants("--fresh"), problems });
  const markdown = await compose(deck, { snippets, outputs, course, table, problems });
  writeFileSync(path.join(out, `${deck.name}.md`), markdown);
  made.push({ deck, markdown });
  if (wants("--images")) return;
  console.log(shown(await give(deck, "html")));
  if (!wants("--html-only")) console.log(shown(await give(deck, "pdf")));
}

for (const line of problems.list) console.error(line);
if (problems.list.length) {
  console.error(`slides/build: ${problems.list.length} problem(s)`);
  process.exit(1);
}
