// Spelling, by hunspell's American dictionary and slides/words.txt.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { decks, shown } from "./folders.mjs";
import { Problem } from "./problems.mjs";
import { proseLines } from "./prose.mjs";

const wordList = path.join(decks, "words.txt");

export function wordsAreSorted(problems) {
  const words = readFileSync(wordList, "utf8").trimEnd().split("\n");
  words.forEach((word, at) => {
    if (at > 0 && words[at - 1] >= word) problems.add(`${shown(wordList)}:${at + 1}`, `"${word}" stands after "${words[at - 1]}"`, "sort it: LC_ALL=C sort -u -o slides/words.txt slides/words.txt");
  });
}

export function spelling(file, problems) {
  const found = [];
  proseLines(readFileSync(file, "utf8")).forEach((line, at) => {
    for (const word of wordsOf(line)) found.push({ word, line: at + 1 });
  });
  const wrong = misspelled([...new Set(found.map(({ word }) => word))]);
  for (const { word, line } of found) {
    if (wrong.delete(word)) problems.add(`${shown(file)}:${line}`, `"${word}" is misspelled`, "correct it, put it in `code`, or add it to slides/words.txt");
  }
}

// Without what is no prose even outside of `code`: names like perf_counter(),
// std::jthread, os.fork, ThreadSanitizer, TSAN_OPTIONS, RAII and x86.
function wordsOf(line) {
  return line.split(/\s+/).flatMap((token) => {
    const bare = token.replaceAll("’", "'").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N})]+$/gu, "");
    if (/[_=:\\<>@#{}\d/]|\w\.\w|\(\)|[a-z][A-Z]/.test(bare)) return [];
    return [...bare.matchAll(/\p{L}[\p{L}']*/gu)]
      .map(([word]) => word.replace(/'s?$/, ""))
      .filter((word) => !/^[A-Z]{2,}('?s)?$/.test(word));
  });
}

function misspelled(words) {
  let output;
  try {
    output = execFileSync("hunspell", ["-l", "-i", "utf-8", "-d", "en_US", "-p", wordList], { input: `${words.join("\n")}\n`, encoding: "utf8", timeout: 300000, stdio: ["pipe", "pipe", "pipe"] });
  } catch (error) {
    throw new Problem("hunspell", error.code === "ENOENT" ? "is not installed" : error.message.split("\n")[0], "install hunspell and hunspell-en-us");
  }
  return new Set(output.split("\n").filter(Boolean));
}
