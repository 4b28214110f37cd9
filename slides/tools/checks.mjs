// What slides/build --check looks at; each look is counted.

import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { contrast } from "./contrast.mjs";
import { decks as folder, root, slides } from "./folders.mjs";
import { links } from "./links.mjs";
import { measure } from "./measure.mjs";
import { deckRules, slideRules } from "./rules.mjs";
import { spelling, wordsAreSorted } from "./spelling.mjs";
import { syllabusIsTaught, syllabusOfDeck } from "./syllabus.mjs";

export async function checkDeck(browser, deck, rendered, draft, problems) {
  await problems.check(() => deckRules(deck, problems));
  await problems.check(() => syllabusOfDeck(deck, problems));
  await checkProse(deck.file, problems);
  const found = await measure(browser, rendered);
  for (const [at, slide] of deck.slides.entries()) {
    await problems.check(() => {
      slideRules(deck, slide, at + 1, problems);
      for (const [what, next] of found[at] ?? [["is not rendered", "close its comments and tags"]]) {
        if (draft && what.startsWith("a figure is missing")) continue;
        problems.add(`${deck.shown}:${slide.line}: slide ${at + 1}`, what, next);
      }
    });
  }
  if (found.length > deck.slides.length) {
    problems.add(deck.shown, `${found.length} slides are rendered, ${deck.slides.length} are written`, "leave *** and ___ out");
  }
}

// The theme, and the other prose of the repository.
export async function checkRest(decks, problems) {
  await problems.check(() => contrast(path.join(folder, "theme.css"), problems));
  await problems.check(() => syllabusIsTaught(decks, problems));
  await checkOtherProse(problems);
}

export async function checkProse(file, problems) {
  await problems.check(() => spelling(file, problems));
  await problems.check(() => links(file, problems));
}

export async function checkOtherProse(problems) {
  await problems.check(() => wordsAreSorted(problems));
  if (folder !== slides) return;
  for (const file of prose()) await checkProse(file, problems);
}

function prose() {
  const files = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"];
  for (const name of readdirSync(path.join(root, "exercises")).sort()) {
    files.push(`exercises/${name}/README.md`, `exercises/${name}/hints.md`);
  }
  return files.map((file) => path.join(root, file)).filter((file) => existsSync(file));
}
