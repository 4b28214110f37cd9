// Three downloads as bars on one axis of time: one after another, then together.

import { join } from 'node:path';

import { axisBelow, box, kWidth, line, palette, text } from './drawing/marks.mjs';
import { linear } from './drawing/scale.mjs';
import { number } from './drawing/words.mjs';

export const measure = ({ folder, cpp }) => cpp(join(folder, 'downloads.cpp'));

const kLeft = 250;
const kLane = 50;
const kBar = 40;

export function draw(data) {
  const rows = [
    { name: 'one after another', intervals: data.one_after_another, top: 24, fill: palette.bar },
    { name: 'together', intervals: data.together, top: 24 + 3 * kLane + 48, fill: palette.accent },
  ].map((row) => ({ ...row, end: Math.max(...row.intervals.map(([, end]) => end)) }));
  const longest = Math.max(...rows.map((row) => row.end));
  const x = linear([0, longest], [kLeft, kWidth - 110]);
  const bottom = rows[1].top + 3 * kLane + 2;

  const marks = rows.map(({ name, intervals, top, fill, end }) => [
    text(0, top + kBar / 2 + 8, name, { bold: true, fill: fill === palette.bar ? palette.ink : fill }),
    intervals.map(([from, to], i) => {
      const y = top + i * kLane;
      const words = `download ${i + 1}`;
      return [
        box(x(from), y, x(to) - x(from) - 2, kBar, fill),
        x(to) - x(from) > 150 ? text(x(from) + 12, y + kBar / 2 + 8, words, { fill: '#ffffff' }) : [],
      ];
    }),
    line(x(end), top - 10, x(end), top + 3 * kLane, { stroke: palette.ink }),
    text(x(end) + 10, top + 2 * kLane + kBar / 2 + 8, `${number(end, 1)} s`, { bold: true }),
  ]);
  return {
    title: 'Three downloads of 2 s, one after another and together',
    description: `One after another they take ${number(rows[0].end, 1)} s, together ${number(rows[1].end, 1)} s.`,
    marks: [marks, axisBelow(x, bottom, x.ticks(8), (s) => `${s} s`, {
      title: `each download takes 2 s, and is played by waiting, ${data.times_as_fast} times as fast`,
    })],
  };
}
