// Compiles the C++ programs and runs them and the Python ones.
//
// Every program prints one JSON value on its standard output. A program that
// does not compile, fails, prints anything else or takes too long is an error
// that names it.

import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
const kPrograms = join(root, 'build/slides/measuring');
const kFlags = ['-std=c++20', '-O2', '-Wall', '-Wextra', '-pthread'];
const kNewestClang = 30;
const kOldestClang = 16;

// The words that `command` prints, or undefined if it cannot be started.
export function output(command, args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

// The newest clang, as the grader chooses it, or else what the system calls C++.
export function compiler() {
  const versions = Array.from({ length: kNewestClang - kOldestClang + 1 }, (_, i) => kNewestClang - i);
  const names = [process.env.CXX, ...versions.map((v) => `clang++-${v}`), 'clang++', 'g++', 'c++'];
  for (const name of names.filter(Boolean)) {
    const version = output(name, ['--version'])?.split('\n')[0];
    if (version) {
      return { name, version };
    }
  }
  throw new Error('no C++ compiler found; run grader/grade, which installs one, or set CXX');
}

// The version of the `python3` on the path, or undefined.
export const pythonVersion = () =>
  output('python3', ['-c', "import platform; print(platform.python_version())"]);

// The executable of one source file, compiled unless it is there already. It may
// include headers of its own folder.
export async function compiled(source, using, headers = []) {
  const hash = createHash('sha256').update([using.name, using.version, ...kFlags].join('\n'));
  for (const file of [source, ...headers]) {
    hash.update(readFileSync(file));
  }
  const program = join(kPrograms, `${basename(source, '.cpp')}-${hash.digest('hex').slice(0, 16)}`);
  if (!existsSync(program)) {
    mkdirSync(kPrograms, { recursive: true });
    const draft = `${program}.${process.pid}`;
    await run(using.name, [...kFlags, source, '-o', draft], { seconds: 300, what: `compiling ${named(source)}` });
    renameSync(draft, program); // Whole or not there, should two builds run at once.
  }
  return program;
}

// What the program says, as a value.
export async function measured(command, args, { seconds, what }) {
  const said = await run(command, args, { seconds, what });
  try {
    return JSON.parse(said);
  } catch {
    throw new Error(`${what}: printed no JSON, but: ${said.slice(0, 200)}`);
  }
}

// A path as the repository's reader knows it.
export const named = (file) => relative(root, file);
export const folderOf = (url) => dirname(fileURLToPath(url));

// Standard output of a command. `codes` are the exit codes that are no failure.
export function run(command, args, { seconds, what, codes = [0] }) {
  return new Promise((resolve, reject) => {
    const limits = { timeout: seconds * 1000, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024, cwd: root };
    execFile(command, args, limits, (error, stdout, stderr) => {
      if (!error || codes.includes(error.code)) {
        resolve(stdout);
      } else if (error.killed) {
        reject(new Error(`${what}: not done after ${seconds} s`));
      } else {
        const why = error.signal ? `ended by ${error.signal}` : `failed (${error.code})`;
        reject(new Error(`${what}: ${why}\n${stderr.trim()}`));
      }
    });
  });
}
