// Runs a program under a deadline and keeps what it prints, standard output and
// error in the order of their arrival. At the deadline, and when this process is
// interrupted, the program's whole process group is killed.

import { spawn } from "node:child_process";
import { constants } from "node:os";
import { lock } from "./lock.mjs";

const mostOutput = 1 << 20; // Bytes.
const groups = new Set();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    groups.forEach(kill);
    process.exit(128 + constants.signals[signal]);
  });
}

function kill(group) {
  try {
    process.kill(-group, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error; // It has ended meanwhile.
  }
}

// {code, as a shell counts it; output; late: was it killed at its deadline?}
// lockFile: waits for this lock first; that time does not count.
export async function run(command, args, { seconds, cwd, env, lockFile }) {
  const release = lockFile ? await lock(lockFile) : () => {};
  try {
    return await start(command, args, { seconds, cwd, env });
  } finally {
    release();
  }
}

function start(command, args, { seconds, cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
    child.on("error", reject);
    if (!child.pid) return;
    groups.add(child.pid);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      kill(child.pid);
    }, seconds * 1000);
    const parts = [];
    let size = 0;
    const keep = (part) => {
      size += part.length;
      if (size <= mostOutput) parts.push(part);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      groups.delete(child.pid);
      resolve({ code: code ?? 128 + constants.signals[signal], output: Buffer.concat(parts).toString("utf8"), late });
    });
  });
}

// Works on at most `width` items at a time; results in their order.
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
