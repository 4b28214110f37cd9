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

const kTop = 74;
const kBottom = 400;
const kRowOfTwoLines = 60;
const kMostRows = 9;
const kBoxInset = 6;

// A thread whose last step is to wait never goes on: nobody is left to wake it.
const waits = ({ does }) => /^(waits|wants|joins)\b/.test(does);

export function draw(data) {
  const steps = data.steps.slice(-kMostRows);
  const left = data.steps.length - steps.length;
  const threads = 1 + Math.max(...data.steps.map((step) => step.thread));
  const column = kWidth / threads;
  const row = Math.min(kRowOfTwoLines + 8, (kBottom - kTop) / steps.length);
  const twoLines = row >= kRowOfTwoLines;
  const x = (thread) => thread * column;
  const y = (index) => kTop + index * row;
  const lastOf = (thread) => steps.findLastIndex((step) => step.thread === thread);

  const marks = Array.from({ length: threads }, (_, thread) => {
    const last = lastOf(thread);
    const stuck = last >= 0 && waits(steps[last]);
    const middle = x(thread) + 20;
    return [
      text(x(thread) + kBoxInset, 28, kNames[thread] ?? `thread ${thread}`, { bold: true }),
      line(middle, 44, middle, stuck ? y(last) : last >= 0 ? y(last) + row / 2 : 60),
      stuck ? line(middle, y(last) + row - 8, middle, kBottom + 16, { stroke: palette.accent, width: 3, dash: '3 7' }) : [],
      stuck ? text(middle + 16, kBottom + 18, 'waits forever', { fill: palette.accent, bold: true }) : [],
    ];
  });
  return {
    title: 'An order of two threads in which a wake-up is lost',
    description: steps.map((step) => `${kNames[step.thread] ?? step.thread}: ${step.code || step.does} (${step.does}).`).join(' '),
    marks: [
      left > 0 ? text(kWidth, 28, `${plural(left, 'step')} before these`, { size: kSmall, fill: palette.quiet, anchor: 'end' }) : [],
      marks,
      steps.map((step, i) => {
        const stuck = i === lastOf(step.thread) && waits(step);
        const top = y(i);
        return [
          box(x(step.thread), top, column - 12, row - 8, palette.wash, 4),
          box(x(step.thread), top, 4, row - 8, stuck ? palette.accent : palette.bar, 0),
          text(x(step.thread) + 16, top + (twoLines ? 23 : (row - 8) / 2 + 7), fitting(step.code || step.does, column - 40), {
            size: kSmall, code: true, fill: stuck ? palette.accent : palette.ink,
          }),
          twoLines ? text(x(step.thread) + 16, top + 46, step.does, { size: kSmall, fill: palette.quiet }) : [],
        ];
      }),
      text(0, kBottom + 50, `time runs downwards; found by grader/grade explore, seed ${data.seed}`, { size: kSmall, fill: palette.quiet }),
    ],
  };
}

// As much of a line of code as there is room for.
function fitting(code, width) {
  let end = code.length;
  while (widthOf(code.slice(0, end), { size: kSmall, code: true }) > width) {
    end -= 1;
  }
  return end === code.length ? code : `${code.slice(0, end - 1)}…`;
}
