// slides/build after its launcher: for each deck composes, runs, renders, checks.
// Exit codes: 0 done, 1 something in the decks is wrong, 2 usage.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withBrowser } from "./browser.mjs";
import { checkDeck, checkOtherProse, checkProse, checkRest } from "./checks.mjs";
import { options } from "./command_line.mjs";
import { compose, snippetsOf } from "./compose.mjs";
import { readDeck } from "./deck.mjs";
import { drawFigures, headlineTable, wantsTable } from "./figures.mjs";
import { decks as folder, out, shown } from "./folders.mjs";
import { images } from "./images.mjs";
import { writeIndex } from "./contents.mjs";
import { lock } from "./lock.mjs";
import { load } from "./packages.mjs";
import { Problems } from "./problems.mjs";
import { results } from "./programs.mjs";
import { give, render } from "./render.mjs";

const asked = options(process.argv.slice(2));
const problems = new Problems();
if (asked.prose) await readProse();
else await build();
report();

// Needs neither a browser nor a program of the decks: seconds.
async function readProse() {
  for (const file of asked.files) await checkProse(file, problems);
  if (asked.all) await checkOtherProse(problems);
}

async function build() {
  mkdirSync(out, { recursive: true });
  const { parse } = await load("yaml");
  const course = parse(readFileSync(path.join(folder, "course.yml"), "utf8"));

  const decks = [];
  for (const file of asked.files) await problems.check(() => decks.push(readDeck(file)));
  const drawn = asked.draft ? new Problems() : problems; // A draft's are not told.
  if (!asked.draft) await drawFigures(decks, drawn);
  const table = decks.some(wantsTable) ? await drawn.during(() => headlineTable(asked.draft, drawn)) : undefined;

  const made = [];
  for (const deck of decks) {
    const release = await lock(path.join(out, `.${deck.name}.lock`));
    try {
      const markdown = await problems.check(() => make(deck, course, table));
      if (markdown !== undefined) made.push({ deck, markdown });
    } finally {
      release();
    }
  }
  if (asked.images || asked.check) {
    await withBrowser(async (browser) => {
      for (const { deck, markdown } of made) {
        const rendered = render(markdown);
        if (asked.images) console.log(await images(browser, deck.name, rendered));
        if (asked.check) await checkDeck(browser, deck, rendered, asked.draft, problems);
      }
    });
  }
  if (asked.check && asked.all) await checkRest(decks, problems);
  if (asked.all && made.length === asked.files.length && asked.html) console.log(shown(writeIndex(decks, course, asked.pdf)));
}

async function make(deck, course, table) {
  const snippets = await snippetsOf(deck, problems);
  const outputs = await results([...snippets.values()], { fresh: asked.fresh, problems });
  const markdown = await compose(deck, { snippets, outputs, course, table, problems });
  writeFileSync(path.join(out, `${deck.name}.md`), markdown);
  if (asked.html) console.log(shown(await give(deck, markdown, "html")));
  if (asked.pdf) console.log(shown(await give(deck, markdown, "pdf")));
  return markdown;
}

function report() {
  for (const line of problems.list) console.error(line);
  if (asked.check || asked.prose) console.log(`${problems.passed} passed, ${Math.max(problems.failed, problems.list.length ? 1 : 0)} failed`);
  else if (problems.list.length) console.error(`slides/build: ${problems.list.length} problem(s)`);
  process.exitCode = problems.list.length ? 1 : 0;
}
