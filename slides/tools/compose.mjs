// Makes Marp's Markdown of a deck: puts in code, outputs and the headline table,
// and everything that is the same in every deck.

import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { blocks, slideClass } from "./deck.mjs";
import { shown } from "./folders.mjs";
import { Problem } from "./problems.mjs";
import { readSnippet, region } from "./snippet.mjs";

const languages = { cpp: ".cpp", python: ".py" };
const aliases = { "c++": "cpp", cc: "cpp", cxx: "cpp", py: "python", python3: "python" };

// Every snippet in the deck's folder. One that the deck never shows is a problem.
export async function snippetsOf(deck, problems) {
  const files = existsSync(deck.folder) ? readdirSync(deck.folder).sort() : [];
  const used = new Set();
  for (const slide of deck.slides) {
    await problems.during(() => {
      for (const block of blocks(deck, slide)) if (block.words[1]) used.add(block.words[1]);
    });
  }
  const snippets = new Map();
  for (const name of files.filter((file) => /\.(cpp|py)$/.test(file))) {
    const file = path.join(deck.folder, name);
    await problems.during(() => snippets.set(name, readSnippet(file)));
    if (!used.has(name)) problems.add(shown(file), `no slide of ${deck.shown} shows it`, "name it in a block, or delete it");
  }
  return snippets;
}

// The deck's Markdown. outputs: by file, see programs.mjs. table: the headline's rows, or nothing.
export async function compose(deck, { snippets, outputs, course, table, problems }) {
  const parts = [];
  for (const [at, slide] of deck.slides.entries()) {
    const lines = [...slide.lines];
    await problems.during(async () => {
      for (const block of blocks(deck, slide).reverse()) {
        const put = await problems.during(() => content(deck, block, snippets, outputs));
        if (put) lines.splice(block.at, block.end - block.at + 1, ...put);
      }
    });
    const isTable = (line) => /^<!--\s*table:\s*headline\s*-->\s*$/.test(line);
    const from = lines.findIndex(isTable);
    if (from >= 0) lines.splice(from, 1, ...(table ?? ["(The table is not measured yet.)"]));
    if (at === 0 && slideClass(slide).includes("title")) titleLines(lines, course);
    parts.push(fromBuild(lines, course).join("\n").trim());
  }
  return `---\n${header(deck, course)}---\n\n${parts.join("\n\n---\n\n")}\n`;
}

// Links lead from build/slides, or from anywhere if course.yml names the repository.
function fromBuild(lines, course) {
  const base = course.repository ? `${String(course.repository).replace(/\/+$/, "")}/blob/HEAD/` : "../../";
  return lines.map((line) => line.replace(/\]\(\.\.\//g, `](${base}`));
}

function header(deck, course) {
  const text = (words) => JSON.stringify(String(words));
  return [
    "marp: true",
    "theme: course",
    "size: 16:9",
    "paginate: true",
    `title: ${text(deck.title)}`,
    `author: ${text(course.presenter)}`,
    `description: ${text(`${course.title}: ${deck.title}`)}`,
    "lang: en",
    `footer: ${text(`${course.title} · ${deck.title}`)}`,
    "",
  ].join("\n");
}

// Presenter, place and date, below the subtitle and above the notes.
function titleLines(lines, course) {
  const said = [course.presenter, course.place, course.date].filter(Boolean).join(" · ");
  if (!said) return;
  const heading = lines.findIndex((line) => line.startsWith("# "));
  let at = lines.findIndex((line, number) => number > heading && line.startsWith("<!--"));
  if (at < 0) at = lines.length;
  lines.splice(at, 0, "", `<p class="presenter">${escape(said)}</p>`, "");
}

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

// What a fenced block becomes; nothing if it stays as it is.
function content(deck, block, snippets, outputs) {
  const where = `${deck.shown}:${block.line}`;
  const kind = aliases[block.words[0]] ?? block.words[0];
  if (kind !== "output" && !languages[kind]) return undefined;
  if (block.content.some((line) => line.trim())) {
    throw new Problem(where, `this ${kind} block has content of its own`, `move it to ${shown(deck.folder)}/ and name the file here`);
  }
  const name = block.words[1];
  if (!name) throw new Problem(where, `this ${kind} block names no file`, "write ```" + kind + " FILE");
  const snippet = snippets.get(name);
  if (!snippet) {
    const there = [...snippets.keys()].join(", ");
    throw new Problem(where, `${shown(deck.folder)}/${name} does not exist`, there ? `there are ${there}` : "write it");
  }
  if (kind === "output") return fenced("output", cut(where, block.words.slice(2), lines(outputs.get(snippet.file))));
  if (languages[kind] !== path.extname(name)) throw new Problem(where, `${name} in a ${kind} block`, `use \`\`\`${snippet.language}`);
  if (block.words.length > 3) throw new Problem(where, `"${block.words.slice(3).join(" ")}" after the region`, "name one region");
  const code = atLine(where, () => region(snippet, block.words[2]));
  return fenced(kind, code);
}

const lines = (result) => (result?.output ?? "(its program did not run)").split("\n");

function atLine(where, work) {
  try {
    return work();
  } catch (error) {
    throw error instanceof Problem ? new Problem(where, error.message) : error;
  }
}

// `head N`, or `from TEXT to TEXT`.
function cut(where, words, all) {
  if (!words.length) return all;
  if (words[0] === "head" && /^\d+$/.test(words[1]) && words.length === 2) return all.slice(0, Number(words[1]));
  if (words[0] === "from" && words[2] === "to" && words.length === 4) {
    const begin = all.findIndex((line) => line.includes(words[1]));
    const end = all.findIndex((line, at) => at > begin && line.includes(words[3]));
    if (begin < 0 || end < 0) {
      throw new Problem(where, `the output has no line with "${begin < 0 ? words[1] : words[3]}"`, `it is:\n${all.slice(0, 40).join("\n")}`);
    }
    return all.slice(begin, end + 1);
  }
  throw new Problem(where, `"${words.join(" ")}" is unknown`, "write head N, or from TEXT to TEXT");
}

function fenced(kind, code) {
  return ["`````" + kind, ...code, "`````"];
}
