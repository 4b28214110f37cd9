// An order of threads in which a wake-up gets lost, found by the grader: a column
// for each thread, time downwards.

import { join } from 'node:path';

import { box, kLabel, kSmall, kWidth, line, palette, text, widthOf } from './drawing/marks.mjs';
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

// Steps that only start and join threads are no part of the story.
const kFrame = /^(starts a thread|has joined a thread|waits for a thread to end)$/;

// The program's names for what the grader calls A, B, C: what the line speaks of.
const kObjects = ['changed', 'ready', 'm'];

// The steps that matter, one for each line that a thread comes to.
export function story(steps) {
  const told = [];
  for (const step of steps.filter(({ does }) => !kFrame.test(does))) {
    const object = kObjects.find((name) => new RegExp(`\\b${name}\\b`).test(step.code));
    const does = object ? step.does.replace(/\b[A-Z]\d*\b(?=,|$)/g, object) : step.does;
    const before = told.at(-1);
    if (before?.thread === step.thread && before.line === step.line) {
      before.does = does;
    } else {
      told.push({ ...step, does });
    }
  }
  return told;
}

const kTop = 62;
const kBottom = 382;
const kRow = 64;
const kRowOfTwoLines = 60;
const kMostRows = 9;
const kGap = 10;

// A thread whose last step is to wait never goes on: nobody is left to wake it.
const waits = ({ does }) => /^waits\b/.test(does);

export function draw(data) {
  const all = story(data.steps);
  const steps = all.slice(-kMostRows);
  const threads = [...new Set(all.map((step) => step.thread))].sort((a, b) => a - b);
  const nameOf = (thread) => kNames[thread] ?? `thread ${thread}`;
  const column = kWidth / threads.length;
  const row = Math.min(kRow, (kBottom - kTop) / steps.length);
  const twoLines = row >= kRowOfTwoLines;
  const x = (thread) => threads.indexOf(thread) * column;
  const y = (index) => kTop + index * row;
  const lastOf = (thread) => steps.findLastIndex((step) => step.thread === thread);
  const isStuck = (i) => i >= 0 && i === lastOf(steps[i].thread) && waits(steps[i]);

  const lifelines = threads.map((thread) => {
    const last = lastOf(thread);
    const middle = x(thread) + 22;
    return [
      text(x(thread), 26, nameOf(thread), { bold: true }),
      line(middle, 42, middle, last >= 0 ? y(last) + row / 2 : kBottom, { width: 2 }),
      isStuck(last) ? [
        line(middle, y(last) + row - kGap, middle, kBottom + 26, { stroke: palette.accent, width: 4, dash: '4 7' }),
        text(middle + 18, kBottom + 24, 'waits forever', { fill: palette.accent, bold: true }),
      ] : [],
    ];
  });
  const boxes = steps.map((step, i) => {
    const fill = isStuck(i) ? palette.accent : palette.ink;
    const top = y(i);
    const left = x(step.thread);
    const size = column > 500 ? kLabel : kSmall;
    return [
      box(left, top, column - 24, row - kGap, palette.wash, 0),
      box(left, top, 5, row - kGap, isStuck(i) ? palette.accent : palette.bar, 0),
      text(left + 18, top + (twoLines ? 23 : (row - kGap) / 2 + 7), fitting(step.code || step.does, column - 60, size), { size, code: true, fill }),
      twoLines ? text(left + 18, top + 46, step.does, { size: kSmall, fill: palette.quiet }) : [],
    ];
  });
  return {
    title: 'An order of threads in which a wake-up is lost',
    description: all.map((step) => `${nameOf(step.thread)}: ${step.code || step.does} (${step.does}).`).join(' '),
    marks: [
      all.length > steps.length ? text(kWidth, 26, `${plural(all.length - steps.length, 'step')} before these`, { size: kSmall, fill: palette.quiet, anchor: 'end' }) : [],
      lifelines,
      boxes,
      text(kWidth / 2, kBottom + 60, `time runs downwards; found by grader/grade explore (seed ${data.seed})`, { size: kSmall, fill: palette.quiet, anchor: 'middle' }),
    ],
  };
}

// As much of a line of code as there is room for.
function fitting(code, width, size) {
  let end = code.length;
  while (widthOf(code.slice(0, end), { size, code: true }) > width) {
    end -= 1;
  }
  return end === code.length ? code : `${code.slice(0, end - 1)}…`;
}
