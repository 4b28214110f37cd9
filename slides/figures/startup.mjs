// What starting somebody costs: a dot for the median, a line for the middle half,
// on an axis of powers of ten. Bars would need a zero, which such an axis has not.

import { join } from 'node:path';

import { axisBelow, dot, kWidth, line, palette, text } from './drawing/marks.mjs';
import { logarithmic } from './drawing/scale.mjs';
import { duration, tick } from './drawing/words.mjs';
import { middleHalf } from './measuring/statistics.mjs';

export async function measure({ folder, cpp, python, pythonVersion }) {
  return {
    ...(await cpp(join(folder, 'startup.cpp'))),
    python_spawn: pythonVersion ? (await python(join(folder, 'startup.py'))).spawn : null,
  };
}

const kNames = 390; // Their right end.
const kValues = 510;
const kLeft = 550;
const kTop = 14;
const kBottom = 378;

export function draw(data) {
  const rows = [
    ['std::thread', data.thread],
    ['fork', data.fork_small],
    ['posix_spawn of a small program', data.program],
    [`fork of a process with ${data.megabytes} MB`, data.fork_large],
    ...(data.python_spawn ? [['Python multiprocessing, spawn', data.python_spawn]] : []),
  ].map(([name, seconds]) => ({ name, ...middleHalf(seconds) }));
  rows.sort((a, b) => a.median - b.median);
  const from = 10 ** Math.floor(Math.log10(Math.min(...rows.map((r) => r.low))));
  const to = 10 ** Math.ceil(Math.log10(Math.max(...rows.map((r) => r.high))));
  const x = logarithmic([from, to], [kLeft, kWidth - 40]);
  const step = (kBottom - kTop) / rows.length;
  return {
    title: 'What it costs to start a thread or a process that does nothing, and to wait for its end',
    description: rows.map((r) => `${r.name}: ${duration(r.median)}.`).join(' '),
    marks: [
      x.ticks().map((value) => line(x(value), kTop, x(value), kBottom)),
      rows.map((r, i) => {
        const y = kTop + (i + 0.5) * step;
        const fill = i === 0 ? palette.accent : palette.ink;
        return [
          text(kNames, y + 8, r.name, { anchor: 'end', fill }),
          line(x(r.low), y, x(r.high), y, { stroke: fill, width: 4 }),
          dot(x(r.median), y, fill, 8),
          text(kValues, y + 8, duration(r.median), { anchor: 'end', bold: true, fill }),
        ];
      }),
      axisBelow(x, kBottom, x.ticks(), tick, {
        title: 'time to start and to join, each line ten times the last; dot: median, bar: middle half',
        centered: true,
      }),
    ],
  };
}
