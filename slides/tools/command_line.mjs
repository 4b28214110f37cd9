// The words after slides/build. Wrong ones end the program with 2.

import { readdirSync } from "node:fs";
import path from "node:path";
import { decks as folder } from "./folders.mjs";

const known = ["--html-only", "--images", "--draft", "--fresh", "--check", "--prose"];

// {files, all, draft, fresh, prose, check, images, html, pdf}
export function options(words) {
  const decks = readdirSync(folder).filter((file) => /^\d\d-[\w-]+\.md$/.test(file)).sort();
  const unknown = words.find((word) => word.startsWith("-") && !known.includes(word));
  if (unknown) misused(`${unknown} is unknown; slides/build --help says what is known`);
  const chosen = words.filter((word) => !word.startsWith("-")).map((word) => choose(word, decks));
  if (!decks.length) misused(`${folder} holds no deck`);
  const wants = (option) => words.includes(option);
  const looks = wants("--images") || wants("--check");
  return {
    files: [...new Set(chosen.length ? chosen : decks)].sort().map((file) => path.join(folder, file)),
    all: !chosen.length,
    draft: wants("--draft") || (wants("--images") && !wants("--check")),
    fresh: wants("--fresh"),
    prose: wants("--prose"),
    check: wants("--check"),
    images: wants("--images"),
    html: !looks,
    pdf: !looks && !wants("--html-only"),
  };
}

// `3`, `03`, `03-races` and slides/03-races-and-locks.md name the same deck.
function choose(word, decks) {
  const name = path.basename(word, ".md");
  const found = decks.filter((file) => file.startsWith(/^\d$/.test(name) ? `0${name}-` : name));
  if (found.length !== 1) misused(`no deck is called ${word}; there are ${decks.map((file) => path.basename(file, ".md")).join(", ")}`);
  return found[0];
}

function misused(what) {
  console.error(`slides/build: ${what}`);
  process.exit(2);
}
