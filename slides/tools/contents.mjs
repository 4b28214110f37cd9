// build/slides/index.html: the decks with what they teach, for a phone as well.

import { writeFileSync } from "node:fs";
import path from "node:path";
import { out } from "./folders.mjs";

const escape = (text) => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

export function writeIndex(decks, course, withPdf) {
  const said = [course.presenter, course.place, course.date].filter(Boolean).map(escape).join(" · ");
  const minutes = decks.reduce((sum, deck) => sum + deck.minutes, 0);
  const file = path.join(out, "index.html");
  writeFileSync(
    file,
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(course.title)}: slides</title>
<style>
:root { --paper: #ffffff; --ink: #1f2328; --quiet: #59636e; --accent: #b3401f; --line: #d1d9e0; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14181d; --ink: #e6e9ed; --quiet: #a3adb8; --accent: #ff9a76; --line: #343c46; }
}
body { margin: 0 auto; max-width: 46rem; padding: 2.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 .25rem; line-height: 1.15; text-wrap: balance; }
p { margin: 0 0 .5rem; color: var(--quiet); }
ol { list-style: none; margin: 2rem 0 0; padding: 0; }
li { display: grid; grid-template-columns: 2.5rem 1fr; padding: 1rem 0; border-top: 1px solid var(--line); }
.number { color: var(--quiet); font-variant-numeric: tabular-nums; padding-top: .1rem; }
a { color: var(--accent); text-underline-offset: .2em; }
.title { font-size: 1.25rem; font-weight: 650; }
.facts { display: block; color: var(--quiet); font-size: .9375rem; }
kbd { font: .875em ui-monospace, monospace; border: 1px solid var(--line); border-radius: .2rem; padding: 0 .3em; }
</style>
</head>
<body>
<h1>${escape(course.title)}</h1>
${said ? `<p>${said}</p>\n` : ""}<p>${decks.length === 1 ? "1 deck" : `${decks.length} decks`}, ${(minutes / 60).toFixed(1)} hours. In a deck: arrow keys, <kbd>f</kbd> full screen, <kbd>p</kbd> the presenter's view with the notes.</p>
<ol>
${decks.map((deck) => item(deck, withPdf)).join("\n")}
</ol>
</body>
</html>
`,
  );
  return file;
}

function item(deck, withPdf) {
  const facts = [`${deck.minutes} minutes`, `${deck.slides.length} slides`, deck.syllabus.join(" ")].map(escape);
  if (withPdf) facts.push(`<a href="${deck.name}.pdf">PDF with notes</a>`);
  return `<li><span class="number">${deck.name.slice(0, 2)}</span><span><a class="title" href="${deck.name}.html">${escape(deck.title)}</a><span class="facts">${facts.join(" · ")}</span></span></li>`;
}
