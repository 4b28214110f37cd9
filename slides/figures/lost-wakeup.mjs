// An order of threads in which a wake-up gets lost, found by the grader: a column
// for each thread, time downwards.

import { join } from 'node:path';

import { box, kSmall, kWidth, line, palette, text, widthOf } from './drawing/marks.mjs';
import { plural } from './drawing/words.mjs';
import { named, root, run } from './measuring/programs.mjs';

const kNames = ['main', 'waiter', 'setter']; // In the order in which lost_wakeup.cpp starts them.
const kPointsMissing = 1; // What the grader exits with when it found something.

export async function measure({ folder }) {
  const source = join(folder, 'lost_wakeup.cpp');
  const said = await run(join(root, 'grader/grade'), ['explore', source], {
    seconds: 1800, // It builds the grader, if need be.
    what: `grader/grade explore ${named(source)}`,
    codes: [0, kPointsMissing],
  });
  return parsed(said);
}

// What `grader/grade explore` says of a deadlock:
//     T0 T1 T2
//     .  *  .  lost_wakeup.cpp:17  waits on A  changed.wait(lock);
// as { verdict, seed, steps: [{ thread, does, code, line }] }.
export function parsed(said) {
  const steps = [];
  for (const row of said.split('\n')) {
    const found = /^\s*((?:[.*]\s+)+)\S*?:(\d+)\s{2,}(.*?)(?:\s{2,}(\S.*))?$/.exec(row);
    if (found) {
      const thread = found[1].trim().split(/\s+/).indexOf('*');
      steps.push({ thread, line: Number(found[2]), does: found[3], code: found[4] ?? '' });
    }
  }
  const seed = /--replay (\S+)/.exec(said)?.[1];
  if (steps.length === 0 || !seed) {
    throw new Error(`grader/grade explore told no order of threads, but: ${said.slice(0, 400)}`);
  }
  return { verdict: said.trim().split('\n')[0], seed, steps };
}

export function draw() { throw new Error('not drawn yet'); }
