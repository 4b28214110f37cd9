// Runs a program under a deadline and keeps what it prints, standard output and
// error in the order of their arrival. At the deadline its whole process group
// is killed.

import { spawn } from "node:child_process";

const mostOutput = 1 << 20;

// seconds: the deadline. lockFile: wait for this lock first; that time does not count.
export function run(command, args, { seconds, cwd, env, lockFile }) {
  const words = ["timeout", "-k", "2", String(seconds), command, ...args];
  if (lockFile) words.unshift("flock", lockFile);
  return new Promise((resolve, reject) => {
    const child = spawn(words[0], words.slice(1), {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const parts = [];
    let size = 0;
    const keep = (part) => {
      size += part.length;
      if (size <= mostOutput) parts.push(part);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      // As a shell says it: 128 and the signal's number.
      const output = Buffer.concat(parts).toString("utf8");
      resolve({ code: code ?? 128, signal, output, late: code === 124 || code === 137 });
    });
  });
}

// At most `width` of these at a time; results in order.
export async function mapFew(items, width, work) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}
