// Reads a snippet: its directives, and the lines between `begin` and `end`.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { shown } from "./folders.mjs";
import { Problem } from "./problems.mjs";

const directive = /^\s*(?:\/\/|#) (build|exits|seconds): *(.*)$/;
const border = /^\s*(?:\/\/|#) (begin|end) ([\w.-]+)\s*$/;

// {file, name, language, build: "" | "tsan" | "fails", exits, seconds, lines}
export function readSnippet(file) {
  const where = shown(file);
  if (!existsSync(file)) throw new Problem(where, "there is no such file", "write it, or correct the block's first word");
  const snippet = {
    file,
    name: path.basename(file),
    language: file.endsWith(".py") ? "python" : "cpp",
    build: "",
    exits: 0,
    seconds: 20,
    lines: readFileSync(file, "utf8").replace(/\n$/, "").split("\n"),
  };
  const seen = (at, what) => `${where}:${at + 1}: ${what}`;
  snippet.lines.forEach((line, at) => {
    const found = directive.exec(line);
    if (!found) return;
    const [, key, value] = found;
    if (key === "build" && ["tsan", "fails"].includes(value)) snippet.build = value;
    else if (key === "exits" && /^\d+$/.test(value)) snippet.exits = Number(value);
    else if (key === "seconds" && /^\d+$/.test(value)) snippet.seconds = Number(value);
    else throw new Problem(`${where}:${at + 1}`, `the directive "${key}: ${value}" is unknown`, "write build: tsan, build: fails, exits: N or seconds: N");
  });
  return snippet;
}

// The lines of a region, dedented; without a name, the whole file but its
// directives and borders.
export function region(snippet, name) {
  if (!name) {
    const left = snippet.lines.filter((line) => !directive.test(line) && !border.test(line));
    while (left[0]?.trim() === "") left.shift();
    return left;
  }
  const at = (kind) =>
    snippet.lines.flatMap((line, number) => {
      const found = border.exec(line);
      return found && found[1] === kind && found[2] === name ? [number] : [];
    });
  const begins = at("begin");
  const ends = at("end");
  const where = shown(snippet.file);
  const comment = snippet.language === "cpp" ? "//" : "#";
  if (begins.length !== 1 || ends.length !== 1 || ends[0] < begins[0]) {
    const names = [...new Set(snippet.lines.map((line) => border.exec(line)?.[2]).filter(Boolean))];
    throw new Problem(
      where,
      `region "${name}" needs one \`${comment} begin ${name}\` and below it one \`${comment} end ${name}\`, and has ${begins.length} and ${ends.length}`,
      names.length ? `regions in the file: ${names.join(", ")}` : "the file has no region",
    );
  }
  return dedent(snippet.lines.slice(begins[0] + 1, ends[0]).filter((line) => !border.test(line)));
}

function dedent(lines) {
  const indents = lines.filter((line) => line.trim()).map((line) => /^\s*/.exec(line)[0].length);
  const least = indents.length ? Math.min(...indents) : 0;
  return lines.map((line) => line.slice(least).trimEnd());
}
