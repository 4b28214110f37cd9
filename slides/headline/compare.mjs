// Runs the headline programs, in Python and in C++, each in three ways, and
// prints one table of seconds.
//
// Round after round, all cells in turn, so that a disturbance meets them alike.
// A result that is wrong ends it with 1. A program times itself: from before its
// workers are started until the last result is there, without the start of the
// interpreter.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { measurement } from '../figures/measuring/measurement.mjs';
import { compiled, compiler, folderOf, measured, pythonVersion } from '../figures/measuring/programs.mjs';
import { wholeRange } from '../figures/measuring/statistics.mjs';
import { columns, plain } from './table.mjs';

const kUsage = 'usage: slides/headline/compare [--json FILE] [--rounds N]';
const kRounds = 3;
const kSecondsForOne = 600; // A busy machine may take long for a second of work.
const kFolder = folderOf(import.meta.url);

const numbers = (count, of) => Array.from({ length: count }, (_, i) => String(of(i)));
const sumOfSquares = (n) => String(((n - 1n) * n * (2n * n - 1n)) / 6n); // 0² + ... + (n - 1)²

// `result` says what is right; of a row whose `order` tells the ways apart, a busy
// machine may upset it.
const kRows = [
  { name: 'ten downloads of 1 s', scale: 'as 100 ms each', program: 'downloads', args: ['10', '100'], result: () => numbers(10, (i) => i) },
  { name: 'three downloads of 2 s', scale: 'as 200 ms each', program: 'downloads', args: ['3', '200'], result: () => numbers(3, (i) => i) },
  { name: '4 × 100,000 increments, locked', program: 'locked_counter', args: [], result: () => ['400000'] },
  { name: 'five URLs, three workers', scale: 'as 100 ms each', program: 'five_urls', args: [], result: () => numbers(5, (i) => i * 1000) },
  {
    name: 'items 3, 1, 2 as they complete', scale: 'as 300, 100, 200 ms', program: 'in_order_of_completion', args: [], mayBeUpset: true,
    result: (way) => (way === 'one_after_another' ? ['3', '1', '2'] : ['1', '2', '3']),
  },
  { name: 'sum of squares, 4 × 10,000,000', scale: 'as 4 × 2,000,000', program: 'sum_of_squares', args: [], result: () => numbers(4, () => sumOfSquares(2_000_000n)) },
];
const kTriesWhenUpset = 3;

class Misused extends Error {}

function options() {
  let values;
  try {
    ({ values } = parseArgs({ options: { json: { type: 'string' }, rounds: { type: 'string' }, help: { type: 'boolean', short: 'h' } } }));
  } catch (error) {
    throw new Misused(error.message);
  }
  const rounds = Number(values.rounds ?? kRounds);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Misused(`${values.rounds} is no number of rounds`);
  }
  return { ...values, rounds };
}

// How to start each program in each language that is installed.
async function programs() {
  const using = compiler();
  const headers = ['headline.hpp', 'processes.hpp'].map((name) => join(kFolder, name));
  const cpp = {};
  for (const program of new Set(kRows.map((row) => row.program))) {
    cpp[program] = await compiled(join(kFolder, `${program}.cpp`), using, headers);
  }
  const start = { 'C++': (row, way) => [cpp[row.program], [way, ...row.args]] };
  if (pythonVersion()) {
    start.Python = (row, way) => ['python3', ['-B', join(kFolder, `${row.program}.py`), way, ...row.args]];
  }
  return start;
}

async function secondsOf(row, { language, way }, start) {
  const what = `${row.program} in ${language}, ${way.replaceAll('_', ' ')}`;
  for (let left = row.mayBeUpset ? kTriesWhenUpset : 1; ; --left) {
    const { seconds, result } = await measured(...start[language](row, way), { seconds: kSecondsForOne, what });
    const right = row.result(way);
    if (String(result) === String(right)) {
      return seconds;
    }
    if (left === 1) {
      throw new Error(`${what}: the result is ${result.join(', ')} instead of ${right.join(', ')}`);
    }
  }
}

async function compare(rounds, start) {
  const taken = kRows.map(() => columns.map(() => []));
  for (let round = 0; round < rounds; ++round) {
    for (const [r, row] of kRows.entries()) {
      for (const [c, column] of columns.entries()) {
        if (start[column.language]) {
          taken[r][c].push(await secondsOf(row, column, start));
        }
      }
    }
    console.error(`round ${round + 1} of ${rounds}`);
  }
  return {
    rounds,
    columns,
    rows: kRows.map(({ name, scale }, r) => ({
      name, scale: scale ?? null,
      cells: taken[r].map((seconds) => (seconds.length === 0 ? null : { ...wholeRange(seconds), seconds })),
    })),
  };
}

async function main() {
  const { help, json, rounds } = options();
  if (help) {
    console.log(kUsage);
    return;
  }
  const start = await programs();
  const result = await measurement(() => compare(rounds, start));
  if (json) {
    writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
  }
  console.log(plain(result).join('\n'));
}

try {
  await main();
} catch (error) {
  console.error(`slides/headline/compare: ${error.message}`);
  if (error instanceof Misused) {
    console.error(kUsage);
  }
  process.exitCode = error instanceof Misused ? 2 : 1;
}
