// What every deck must have, seen in its text alone.

import { existsSync } from "node:fs";
import path from "node:path";
import { blocks, notes, slideClass, withoutFences } from "./deck.mjs";
import { exercises } from "./folders.mjs";

const slidesFrom = 15;
const slidesTo = 25;
const minutesFrom = 45;
const minutesTo = 60;
const leastNotes = 25; // Words.
const mostCodeLines = 16;

export function deckRules(deck, problems) {
  const say = (line, what, next) => problems.add(`${deck.shown}:${line}`, what, next);
  const count = deck.slides.length;
  if (count < slidesFrom || count > slidesTo) say(1, `${count} slides`, `have ${slidesFrom} to ${slidesTo}`);
  if (!(deck.minutes >= minutesFrom && deck.minutes <= minutesTo)) say(1, `${deck.minutes} minutes`, `take ${minutesFrom} to ${minutesTo}`);
  for (const name of deck.exercises) {
    if (!existsSync(path.join(exercises, name, "exercise.toml"))) say(1, `there is no exercise ${name}`, "correct the front matter");
  }
  if (!slideClass(deck.slides[0]).includes("title")) say(deck.slides[0].line, "the first slide is no title slide", "add <!-- _class: title -->");
  const live = deck.slides.filter((slide) => slideClass(slide).includes("live"));
  if (live.length !== 1) say(live[1]?.line ?? 1, `${live.length} live slides`, "have one: <!-- _class: live -->");
}

export function slideRules(deck, slide, number, problems) {
  const say = (what, next, line = slide.line) => problems.add(`${deck.shown}:${line}: slide ${number}`, what, next);
  const lines = withoutFences(slide);
  const title = slideClass(slide).includes("title");
  const headings = lines.filter((line) => (title ? /^# \S/ : /^## \S/).test(line));
  if (headings.length !== 1) say(`${headings.length} headings`, title ? "write one line `# Title`" : "write one line `## What the slide says`");
  const said = notes(slide).join(" ").split(/\s+/).filter(Boolean).length;
  if (said === 0) say("no speaker notes", "say at its end, in <!-- -->, what to say and ask");
  else if (said < leastNotes) say(`speaker notes of ${said} words`, `write at least ${leastNotes}`);
  const unknown = slideClass(slide).filter((name) => !["title", "live", "question"].includes(name));
  if (unknown.length) say(`the class ${unknown.join(", ")} is unknown`, "use title, live or question");
  for (const block of blocks(deck, slide)) {
    if (block.content.length > mostCodeLines) say(`a block of ${block.content.length} lines`, `show at most ${mostCodeLines}`, block.line);
  }
}
