// Reads a deck: its front matter, its slides, and the blocks that name snippets.
// Knows lines, so that every complaint can name one.

import { readFileSync } from "node:fs";
import path from "node:path";
import { decks, shown } from "./folders.mjs";
import { load } from "./packages.mjs";
import { Problem } from "./problems.mjs";

const { parse } = await load("yaml");

const keys = ["title", "syllabus", "exercises", "minutes"];

// {file, name, shown, title, syllabus, exercises, minutes, slides: [{line, lines}]}
export function readDeck(file) {
  const where = shown(file);
  const lines = readFileSync(file, "utf8").replace(/\r\n/g, "\n").split("\n");
  const end = lines.indexOf("---", 1);
  if (lines[0] !== "---" || end < 0) {
    throw new Problem(`${where}:1`, "no front matter", `begin with --- and ${keys.join(", ")}`);
  }
  let front;
  try {
    front = parse(lines.slice(1, end).join("\n")) ?? {};
  } catch (error) {
    throw new Problem(`${where}:${1 + (error.linePos?.[0].line ?? 1)}`, `the front matter is not YAML: ${error.message.split("\n")[0].replace(/ at line .*$/, "")}`, "correct it");
  }
  for (const key of keys) {
    if (front[key] === undefined) throw new Problem(`${where}:1`, `the front matter has no ${key}`, "add it");
  }
  for (const key of Object.keys(front)) {
    if (!keys.includes(key)) throw new Problem(`${where}:1`, `the front matter has ${key}`, `only ${keys.join(", ")} belong there`);
  }
  for (const key of ["syllabus", "exercises"]) {
    if (!Array.isArray(front[key])) throw new Problem(`${where}:1`, `${key} is not a list`, `write ${key}: [...]`);
  }
  return {
    file,
    name: path.basename(file, ".md"),
    folder: path.join(decks, "snippets", path.basename(file, ".md")),
    shown: where,
    ...front,
    slides: split(lines, end + 1),
  };
}

// Slides between lines of ---, not within fences or comments. `line` is 1-based.
function split(lines, from) {
  const slides = [{ line: from + 1, lines: [] }];
  let fence = "";
  let comment = false;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at];
    const mark = /^(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence) {
      if (mark && mark.startsWith(fence) && line.trim() === mark) fence = "";
    } else if (comment) {
      if (line.includes("-->")) comment = false;
    } else if (mark) {
      fence = mark;
    } else if (line.includes("<!--") && !line.includes("-->", line.indexOf("<!--"))) {
      comment = true;
    } else if (/^---\s*$/.test(line)) {
      slides.push({ line: at + 2, lines: [] });
      continue;
    }
    slides.at(-1).lines.push(line);
  }
  return slides;
}

// The fenced blocks of a slide: {at, end, mark, words, content, line}, where
// lines[at] is the opening fence and lines[end] the closing one.
export function blocks(deck, slide) {
  const found = [];
  for (let at = 0; at < slide.lines.length; at++) {
    const open = /^(`{3,}|~{3,})(.*)$/.exec(slide.lines[at]);
    if (!open) continue;
    let end = at + 1;
    while (end < slide.lines.length && !(slide.lines[end].startsWith(open[1]) && /^[`~]+\s*$/.test(slide.lines[end]))) end++;
    const line = slide.line + at;
    if (end === slide.lines.length) {
      throw new Problem(`${deck.shown}:${line}`, "the fenced block has no end", `close it with ${open[1]}`);
    }
    found.push({
      at,
      end,
      line,
      mark: open[1],
      words: open[2].trim().split(/\s+/).filter(Boolean),
      content: slide.lines.slice(at + 1, end),
    });
    at = end;
  }
  return found;
}

// The last comment of a slide that is no directive: what the speaker says.
export function notes(slide) {
  const text = withoutFences(slide).join("\n");
  return [...text.matchAll(/<!--([\s\S]*?)-->/g)]
    .map((found) => found[1].trim())
    .filter((words) => !/^(_?class|table): *\S+( \S+)?$/.test(words));
}

export function slideClass(slide) {
  const found = /<!--\s*_class:\s*([\w -]+?)\s*-->/.exec(slide.lines.join("\n"));
  return found ? found[1].split(/\s+/) : [];
}

// The slide's lines; those of fenced blocks are empty.
export function withoutFences(slide) {
  let fence = "";
  return slide.lines.map((line) => {
    const mark = /^(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence) {
      if (mark?.startsWith(fence)) fence = "";
      return "";
    }
    if (mark) fence = mark;
    return mark ? "" : line;
  });
}
