// Every point of the syllabus is taught by a deck and by an exercise.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { exercises, root } from "./folders.mjs";
import { Problem } from "./problems.mjs";

const decksAlone = ["A1", "A2"]; // Why, and a distinction: nothing to program.

// The ids, from the one place that holds them.
export function syllabusIds() {
  const file = path.join(root, "grader", "course", "syllabus.cpp");
  const found = [...readFileSync(file, "utf8").matchAll(/Section\{'([A-Z])', (\d+)\}/g)];
  if (!found.length) throw new Problem("grader/course/syllabus.cpp", "no Section{'A', N} found", "teach slides/tools/syllabus.mjs its new form");
  return found.flatMap(([, letter, points]) => Array.from({ length: Number(points) }, (_, at) => `${letter}${at + 1}`));
}

export function syllabusOfDeck(deck, problems) {
  const ids = syllabusIds();
  for (const id of deck.syllabus) {
    if (!ids.includes(id)) problems.add(`${deck.shown}:1`, `the syllabus has no ${id}`, `it has ${ids[0]} to ${ids.at(-1)}`);
  }
}

export function syllabusIsTaught(decks, problems) {
  const byDecks = new Set(decks.flatMap((deck) => deck.syllabus));
  const byExercises = new Set();
  for (const name of readdirSync(exercises)) {
    const file = path.join(exercises, name, "exercise.toml");
    if (!existsSync(file)) continue;
    const teaches = /^teaches = \[([^\]]*)\]/m.exec(readFileSync(file, "utf8"));
    for (const [, id] of (teaches?.[1] ?? "").matchAll(/"([^"]+)"/g)) byExercises.add(id);
  }
  for (const id of syllabusIds()) {
    if (!byDecks.has(id)) problems.add("slides", `no deck teaches ${id}`, "name it in the front matter of the deck that does");
    if (!byExercises.has(id) && !decksAlone.includes(id)) problems.add("exercises", `no manifest teaches ${id}`, "name it in an exercise.toml");
  }
}
