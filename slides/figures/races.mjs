// A histogram of what the racy counter counted, and where the right number is.

import { join } from 'node:path';

import { axisBelow, box, kSmall, kWidth, line, palette, text } from './drawing/marks.mjs';
import { linear } from './drawing/scale.mjs';
import { number, plural } from './drawing/words.mjs';
import { median } from './measuring/statistics.mjs';

export const measure = ({ folder, cpp }) => cpp(join(folder, 'races.cpp'));

const kLeft = 40;
const kRight = kWidth - 90;
const kTop = 96;
const kBottom = 378;
const kBins = 80;

export function draw(data) {
  const right = data.threads * data.increments;
  const correct = data.results.filter((result) => result === right).length;
  // The last bin holds what is just short of right. What is right has a bar of its own.
  const bins = new Array(kBins).fill(0);
  for (const result of data.results.filter((r) => r < right)) {
    bins[Math.floor((result / right) * kBins)] += 1;
  }
  const fullest = Math.max(...bins);
  const x = linear([0, right], [kLeft, kRight]);
  const y = linear([0, Math.max(fullest, correct)], [kBottom, kTop + 44]);
  const width = (kRight - kLeft) / kBins;
  const peak = bins.indexOf(fullest);
  const middle = median(data.results);
  const words = correct === 0 ? `not one of ${plural(data.results.length, 'run')}` : `${number(correct)} of ${plural(data.results.length, 'run')}`;
  return {
    title: `What ${number(data.results.length)} runs of a racy counter counted`,
    description: `Right would be ${number(right)}: ${words}. The lowest result is ${number(Math.min(...data.results))}, the median ${number(middle)}.`,
    marks: [
      bins.map((count, i) => (count === 0 ? [] : box(x(0) + i * width + 0.5, y(count), width - 1, kBottom - y(count), palette.bar, 0))),
      line(kLeft, kBottom, kRight + width, kBottom, { stroke: palette.bar }),
      fullest === 0 ? [] : text(Math.max(80, Math.min(x(right) - 60, x(0) + (peak + 0.5) * width)), y(fullest) - 12, plural(fullest, 'run'), { size: kSmall, fill: palette.quiet, anchor: 'middle' }),
      correct === 0 ? [] : box(x(right) + 1.5, y(correct), width - 1, kBottom - y(correct), palette.accent, 0),
      line(x(right), kTop - 60, x(right), kBottom, { stroke: palette.accent, width: 3 }),
      text(x(right) - 14, kTop - 44, `correct: ${number(right)}`, { fill: palette.accent, anchor: 'end', bold: true }),
      text(x(right) - 14, kTop - 16, words, { fill: palette.accent, anchor: 'end' }),
      text(kLeft, kTop - 44, `lowest: ${number(Math.min(...data.results))}`),
      text(kLeft, kTop - 16, `median: ${number(middle)}`),
      axisBelow(x, kBottom, [0, 0.25, 0.5, 0.75, 1].map((share) => share * right), (v) => number(v), {
        title: `what the counter shows in the end: ${data.threads} threads, ${number(data.increments)} times load, add, store`,
      }),
    ],
  };
}
