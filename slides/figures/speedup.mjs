// Speed-up against workers, below the line of what the machine allowed and the
// line that everybody hopes for.

import { join } from 'node:path';

import { apart, linear, niceEnd } from './drawing/scale.mjs';
import { axisBelow, axisLeft, dot, kSmall, kWidth, line, palette, path, text } from './drawing/marks.mjs';
import { number, plural } from './drawing/words.mjs';
import { median, middleHalf } from './measuring/statistics.mjs';

export const measure = ({ folder, cpp }) => cpp(join(folder, 'speedup.cpp'));

const kLeft = 60;
const kRight = kWidth - 320;
const kTop = 46;
const kBottom = 378;

export function draw(data) {
  const rows = data.workers.map(({ workers, speedups, attainable }) => ({
    workers, measured: middleHalf(speedups), attainable: median(attainable),
  }));
  const most = rows.at(-1).workers;
  // The ideal leaves the picture where it stops being of interest.
  const highest = Math.max(...rows.map((r) => Math.max(r.measured.high, r.attainable)));
  const top = niceEnd(Math.max(highest * 1.25, 1.5), 4);
  const x = linear([0.5, most + 0.25], [kLeft, kRight]);
  const y = linear([0, top], [kBottom, kTop]);
  const idealEnd = Math.min(most, top);

  const last = rows.at(-1);
  const ends = [
    { words: 'what this machine allows', y: y(last.attainable), fill: palette.ink },
    { words: `measured: ${number(last.measured.median, 2)}`, y: y(last.measured.median), fill: palette.accent, bold: true },
    ...(idealEnd === most ? [{ words: 'ideal', y: y(idealEnd), fill: palette.quiet }] : []),
  ];
  const places = apart(ends.map((end) => end.y), 30, kTop, kBottom);
  const best = rows.reduce((a, b) => (b.measured.median > a.measured.median ? b : a));
  return {
    title: 'Speed-up of a sum against the number of workers',
    description: `Best: ${number(best.measured.median, 2)} with ${plural(best.workers, 'worker')}; `
      + `with ${plural(last.workers, 'worker')} ${number(last.measured.median, 2)}, where the machine allowed ${number(last.attainable, 2)}.`,
    marks: [
      axisLeft(y, kLeft, kRight, y.ticks(4), (v) => number(v, Number.isInteger(v) ? 0 : 1)),
      text(kLeft - 34, kTop - 22, 'speed-up over one thread', { size: kSmall, fill: palette.quiet }),
      path([[x(1), y(1)], [x(idealEnd), y(idealEnd)]], { stroke: palette.bar, width: 2, dash: '2 7' }),
      idealEnd === most ? [] : text(x(idealEnd) + 14, y(idealEnd) + 8, 'ideal', { fill: palette.quiet }),
      path(rows.map((r) => [x(r.workers), y(r.attainable)]), { stroke: palette.ink, width: 2 }),
      path(rows.map((r) => [x(r.workers), y(r.measured.median)]), { stroke: palette.accent, width: 3.5 }),
      rows.map((r) => [
        line(x(r.workers), y(r.measured.low), x(r.workers), y(r.measured.high), { stroke: palette.accent, width: 3.5 }),
        dot(x(r.workers), y(r.measured.median), palette.accent),
        r === last ? [] : value(r, x, y),
      ]),
      ends.map((end, i) => text(x(most) + 16, places[i] + 8, end.words, { fill: end.fill, bold: end.bold })),
      axisBelow(x, kBottom, rows.map((r) => r.workers), String, {
        title: `workers on ${plural(data.cores, 'core')}; dot: median of ${data.workers[0].speedups.length} rounds, line: middle half`,
      }),
    ],
  };
}

// The median in words, below the dot if there is room, else above.
function value({ workers, measured, attainable }, x, y) {
  const below = Math.max(y(measured.low), y(attainable)) + 34;
  const place = below < kBottom - 4 ? below : Math.min(y(measured.high), y(attainable)) - 16;
  return text(x(workers), place, number(measured.median, 2), { anchor: 'middle', bold: true, fill: palette.accent });
}
