// What is measured is kept with where and when: { date, machine, data }.

import { readFileSync } from 'node:fs';
import os from 'node:os';

import { compiler, pythonVersion } from './programs.mjs';

export function measurement(data) {
  return { date: new Date().toISOString(), machine: machine(), data };
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
