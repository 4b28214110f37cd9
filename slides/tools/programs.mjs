// Compiles and runs snippets. Two compile at a time; they run one after another,
// for timings matter, also against other builds. What has not changed does
// neither again: its result stands in a file named by the hash of all that it
// depends on. A result that is wrong is not kept.

import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { exercises, out, root, shown } from "./folders.mjs";
import { mapFew, run } from "./running.mjs";

const format = 1; // Of the files that hold results.
const flags = ["-std=c++20", "-O1", "-Wall", "-Wextra", "-pthread", `-I${exercises}`];
const tsanFlags = ["-fsanitize=thread", "-g"];
const messages = ["-fno-color-diagnostics", "-fmessage-length=84"];

function ask(command, ...args) {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 300000 });
  } catch {
    return "";
  }
}

// slides/build names the newest clang.
const compiler = process.env.SLIDES_CLANG ?? "clang++-19";
const compilerVersion = ask(compiler, "--version");
const pythonVersion = ask("python3", "--version");
// Older clangs' ThreadSanitizer dies at start where addresses are very random.
const fixed = compilerVersion && ask("setarch", "-R", "echo", "fixed") ? ["setarch", "-R"] : [];
const symbolizer = ask("sh", "-c", `command -v ${path.basename(compiler).replace("clang++", "llvm-symbolizer")} || command -v llvm-symbolizer`).trim();

export const hasPython = pythonVersion !== "";

// By file: {ran, output}. What went wrong is added to `problems`.
export async function results(snippets, { fresh, problems }) {
  const folder = path.join(out, "programs");
  mkdirSync(folder, { recursive: true });
  const known = new Map();
  const open = [];
  for (const snippet of snippets) {
    if (snippet.language === "python" && !hasPython) {
      known.set(snippet.file, { ran: false, output: "(not run: python3 is not installed on the machine that built this)" });
      continue;
    }
    const stem = path.join(folder, keyOf(snippet));
    if (!fresh && existsSync(`${stem}.json`)) {
      known.set(snippet.file, JSON.parse(readFileSync(`${stem}.json`, "utf8")));
      problems.count(true);
    } else open.push({ snippet, stem });
  }
  if (open.length) console.error(`slides: ${open.length} snippet(s) to compile or run`);
  const compiled = await mapFew(open, 2, ({ snippet, stem }) => (snippet.language === "cpp" ? compile(snippet, stem) : undefined));
  for (const [at, { snippet, stem }] of open.entries()) {
    const result = compiled[at] ?? (await execute(snippet, stem));
    problems.count(!result.problem);
    rmSync(stem, { force: true });
    known.set(snippet.file, result);
    if (result.problem) problems.add(shown(snippet.file), result.problem, result.next);
    else keep(`${stem}.json`, result);
  }
  return known;
}

function keyOf(snippet) {
  const hash = createHash("sha256");
  const add = (...words) => words.forEach((word) => hash.update(`${word}\0`));
  add(format, snippet.file, snippet.build, snippet.exits);
  for (const file of withIncluded(snippet.file)) add(file, readFileSync(file, "utf8"));
  if (snippet.language === "cpp") add(compilerVersion, ...flags, ...tsanFlags, ...messages);
  else add(pythonVersion);
  return `${path.basename(path.dirname(snippet.file))}-${snippet.name}-${hash.digest("hex").slice(0, 16)}`;
}

// The file and those of this repository that it includes.
function withIncluded(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name] of readFileSync(file, "utf8").matchAll(/^#include "(.*)"/gm)) {
    for (const folder of [path.dirname(file), exercises]) {
      const included = path.join(folder, name);
      if (existsSync(included)) {
        withIncluded(included, seen);
        break;
      }
    }
  }
  return seen;
}

// Nothing if there is a program to run now, else the result.
async function compile(snippet, stem) {
  const args = [...flags, ...messages, ...(snippet.build === "tsan" ? tsanFlags : []), "-x", "c++", snippet.name, "-o", stem];
  if (snippet.build === "fails") args.unshift("-fsyntax-only");
  const { code, output, late } = await patient(compiler, args, { seconds: 120, cwd: path.dirname(snippet.file) });
  if (late) return { problem: "does not compile within 120 s", next: "make it smaller" };
  if (snippet.build === "fails") {
    return code === 0
      ? { problem: "compiles, though it says `// build: fails`", next: "make the mistake again, or take the directive out" }
      : { ran: true, output: tidy(output) };
  }
  if (code !== 0) return { problem: `does not compile:\n${output}`, next: "correct it, or say `// build: fails`" };
  if (output.trim()) return { problem: `compiles with a warning:\n${output}`, next: "snippets are free of warnings" };
  return undefined;
}

async function execute(snippet, stem) {
  const python = snippet.language === "python";
  const tsan = snippet.build === "tsan";
  const words = python ? ["python3", "-u", snippet.name] : [...(tsan ? fixed : []), stem];
  const { code, output, late } = await patient(words[0], words.slice(1), {
    seconds: snippet.seconds,
    cwd: path.dirname(snippet.file),
    lockFile: path.join(out, ".running"),
    env: {
      PYTHONDONTWRITEBYTECODE: "1",
      TSAN_OPTIONS: [
        `strip_path_prefix=${path.dirname(snippet.file)}/`,
        "stack_trace_format='    #%n %f %S'",
        "second_deadlock_stack=1",
        ...(symbolizer ? [`external_symbolizer_path=${symbolizer}`] : []),
      ].join(":"),
    },
  });
  if (late) {
    return { problem: `still ran at its deadline of ${snippet.seconds} s`, next: "give every wait a bound, or say `seconds: N`" };
  }
  if (code !== snippet.exits) {
    return { problem: `exits with ${code}, not with ${snippet.exits}${output ? `; it printed:\n${output}` : ""}`, next: "correct it, or say `exits: N`" };
  }
  return { ran: true, output: tidy(output) };
}

// Again if late: the machine may have been busy, or asleep.
async function patient(command, args, options) {
  const first = await run(command, args, options);
  return first.late ? run(command, args, options) : first;
}

// Without this machine's paths.
function tidy(output) {
  return output
    .replaceAll(`${root}/`, "")
    .replace(/(?:\/[^\s/:]+)*\/include\/c\+\+\/(?:v?\d+)\//g, "")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n+$/, "");
}

function keep(file, result) {
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(result, null, 1));
  renameSync(`${file}.${process.pid}`, file);
}
