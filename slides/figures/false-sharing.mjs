// What an increment costs against the distance of the two counters, with the
// cache line behind it.

import { join } from 'node:path';

import { axisBelow, axisLeft, box, dot, kWidth, line, palette, path, text } from './drawing/marks.mjs';
import { linear, niceEnd } from './drawing/scale.mjs';
import { duration, number } from './drawing/words.mjs';
import { middleHalf } from './measuring/statistics.mjs';

export const measure = ({ folder, cpp }) => cpp(join(folder, 'false_sharing.cpp'));

const kLeft = 70;
const kRight = kWidth - 20;
const kTop = 70;
const kBottom = 378;

export function draw(data) {
  const rows = data.distances.map(({ bytes, seconds }) => {
    const { median, low, high } = middleHalf(seconds);
    return { bytes, median: median * 1e9, low: low * 1e9, high: high * 1e9 };
  });
  const x = linear([-0.5, rows.length - 0.5], [kLeft, kRight]);
  const y = linear([0, niceEnd(Math.max(...rows.map((r) => r.high)) * 1.12, 4)], [kBottom, kTop]);
  const inOneLine = data.cache_line > 0 ? rows.filter((r) => r.bytes < data.cache_line).length : 0;
  const edge = x(inOneLine - 0.5);
  const values = rows.map((r) => `${number(r.bytes)} bytes: ${duration(r.median / 1e9)}`);
  return {
    title: 'Time per increment against the distance of two threads\' counters',
    description: `${values.join(', ')}. A cache line has ${data.cache_line} bytes.`,
    marks: [
      inOneLine > 0 ? [
        box(kLeft, kTop - 14, edge - kLeft, kBottom - kTop + 14, palette.wash, 0),
        text((kLeft + edge) / 2, kTop - 28, `both in one cache line of ${data.cache_line} bytes`, { anchor: 'middle' }),
        text((edge + kRight) / 2, kTop - 28, 'in two cache lines', { anchor: 'middle' }),
      ] : [],
      axisLeft(y, kLeft, kRight, y.ticks(4), (v) => (v === 0 ? '0' : `${Number(v.toPrecision(3))} ns`)),
      path(rows.map((r, i) => [x(i), y(r.median)]), { stroke: palette.accent }),
      rows.map((r, i) => [
        line(x(i), y(r.low), x(i), y(r.high), { stroke: palette.accent, width: 4 }),
        dot(x(i), y(r.median), palette.accent, 8),
        // Beside the dot, where the line comes down from the left.
        text(x(i) + (descends(rows, i) ? 26 : 0), y(r.high) - 16, number(r.median, 1), { anchor: 'middle', bold: true }),
      ]),
      axisBelow(x, kBottom, rows.map((_, i) => i), (i) => String(rows[i].bytes), {
        title: `bytes between two threads' atomic counters; dot: median of ${data.distances[0].seconds.length} rounds, line: middle half`,
      }),
    ],
  };
}

const descends = (rows, i) => i > 0 && rows[i - 1].median > 1.5 * rows[i].median;
