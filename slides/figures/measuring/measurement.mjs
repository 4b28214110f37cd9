// What is measured is kept with where and when, and with how much of the
// machine's time others took meanwhile: { date, machine, others, data }.

import { readFileSync } from 'node:fs';
import os from 'node:os';

import { compiler, pythonVersion } from './programs.mjs';

// `measure` is a function whose promise brings the data.
export async function measurement(measure) {
  const before = times();
  const data = await measure();
  return { date: new Date().toISOString(), machine: machine(), others: shareOfOthers(before, times()), data };
}

export function machine() {
  const cpus = os.cpus();
  return {
    cpu: modelName(cpus[0]?.model ?? os.arch()),
    cores: os.availableParallelism?.() ?? cpus.length,
    os: systemName(),
    compiler: compilerName(compiler().version),
    python: pythonVersion() ?? null,
  };
}

// The time of all CPUs: in all, busy (stolen by a hypervisor included), and busy
// with us and those of our children that have ended. In ticks of Linux, where
// there is /proc; else undefined.
function times() {
  try {
    const [, ...ticks] = readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/\s+/).map(Number);
    const [user, nice, system, idle, wait, irq, softirq, steal] = ticks;
    const busy = user + nice + system + irq + softirq + steal;
    const own = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1).split(' ').slice(11, 15).map(Number);
    return { all: busy + idle + wait, busy, own: own.reduce((a, b) => a + b) };
  } catch {
    return undefined;
  }
}

// From 0 to 1, or null if nobody knows.
export function shareOfOthers(before, after) {
  if (!before || !after || after.all <= before.all) {
    return null;
  }
  const others = after.busy - before.busy - (after.own - before.own);
  return Math.max(0, Math.min(1, others / (after.all - before.all)));
}

// "Intel(R) Xeon(R) Processor @ 2.00GHz" -> "Intel Xeon Processor @ 2.00GHz".
const modelName = (model) => model.replace(/\((R|TM|tm)\)/g, '').replace(/\s+/g, ' ').trim();

// "Debian clang version 19.1.7 (3~deb12u1)" -> "clang 19.1.7", "g++ (Debian 12.2.0-14) 12.2.0" -> "g++ 12.2.0".
export function compilerName(version) {
  const name = /clang|g\+\+|gcc/.exec(version)?.[0] ?? version.split(' ')[0];
  const number = /(?:version |\) )(\d+\.\d+(?:\.\d+)?)/.exec(version)?.[1];
  return number ? `${name} ${number}` : version;
}

function systemName() {
  try {
    const lines = readFileSync('/etc/os-release', 'utf8').split('\n');
    const value = (key) => lines.find((l) => l.startsWith(`${key}=`))?.slice(key.length + 1).replaceAll('"', '');
    return value('PRETTY_NAME')?.replace(/ GNU\/Linux| LTS| \(.*\)/g, '') ?? 'Linux';
  } catch {
    return `${os.type()} ${os.release()}`;
  }
}
