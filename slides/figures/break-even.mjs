// Time against the size of the task, by one thread and by two, and the size at
// which the lines cross.

import { join } from 'node:path';

import { apart, logarithmic } from './drawing/scale.mjs';
import { axisBelow, axisLeft, dot, kWidth, line, palette, path, text, widthOf } from './drawing/marks.mjs';
import { count, duration, number, tick } from './drawing/words.mjs';
import { median } from './measuring/statistics.mjs';

export const measure = ({ folder, cpp }) => cpp(join(folder, 'break_even.cpp'));

const kLeft = 90;
const kRight = kWidth - 190;
const kTop = 20;
const kBottom = 378;

// Where two threads begin to pay for good: { n, seconds }, between the last size
// at which they did not and the next. Undefined if they never do, or always.
export function crossing(rows) {
  const last = rows.findLastIndex((row) => row.threads >= row.serial);
  if (last === -1 || last === rows.length - 1) {
    return undefined;
  }
  const [a, b] = [rows[last], rows[last + 1]];
  const lead = ({ serial, threads }) => Math.log(threads / serial);
  const share = lead(a) / (lead(a) - lead(b));
  const between = (from, to) => Math.exp(Math.log(from) + share * (Math.log(to) - Math.log(from)));
  return { n: between(a.n, b.n), seconds: between(a.serial, b.serial) };
}

// 104,321 -> 100,000: the measurement is no better than that.
const rough = (value) => Number(value.toPrecision(value >= 1000 ? 1 : 2));

export function draw(data) {
  const rows = data.sizes.map(({ n, serial, threads }) => ({ n, serial: median(serial), threads: median(threads) }));
  const times = rows.flatMap((r) => [r.serial, r.threads]);
  const x = logarithmic([rows[0].n, rows.at(-1).n], [kLeft, kRight]);
  const y = logarithmic([10 ** Math.floor(Math.log10(Math.min(...times))), Math.max(...times) * 1.2], [kBottom, kTop]);
  const meeting = crossing(rows);
  const ends = [
    { words: 'one thread', y: y(rows.at(-1).serial), fill: palette.ink },
    { words: 'two threads', y: y(rows.at(-1).threads), fill: palette.accent },
  ];
  const places = apart(ends.map((end) => end.y), 30, kTop, kBottom);
  const verdict = meeting
    ? `Two threads pay from about ${count(rough(meeting.n))} numbers on, which take one thread ${duration(meeting.seconds)}.`
    : rows.at(-1).threads < rows.at(-1).serial ? 'Two threads pay at every size.' : 'Two threads do not pay at the largest size.';
  return {
    title: 'Time against the size of a task, with one thread and with two',
    description: verdict,
    marks: [
      axisLeft(y, kLeft, kRight, y.ticks(), tick),
      path(rows.map((r) => [x(r.n), y(r.serial)]), { stroke: palette.ink }),
      path(rows.map((r) => [x(r.n), y(r.threads)]), { stroke: palette.accent, width: 3.5 }),
      ends.map((end, i) => text(kRight + 14, places[i] + 8, end.words, { fill: end.fill, bold: true })),
      meeting ? [
        line(x(meeting.n), y(meeting.seconds), x(meeting.n), kBottom, { stroke: palette.ink, dash: '4 6' }),
        dot(x(meeting.n), y(meeting.seconds), palette.ink, 7),
        [`two threads pay from about ${count(rough(meeting.n))} on,`, `which take one thread ${duration(meeting.seconds)}`].map((words, i) => {
          const onRight = x(meeting.n) + 18 + widthOf(words, { bold: i === 0 }) < kWidth;
          return text(x(meeting.n) + (onRight ? 18 : -18), kBottom - 62 + 30 * i, words, { bold: i === 0, anchor: onRight ? 'start' : 'end' });
        }),
      ] : text(kRight, kBottom - 30, verdict.replace(/\.$/, ''), { bold: true, anchor: 'end' }),
      axisBelow(x, kBottom, x.ticks(), count, {
        title: `numbers in the sum; medians of ${number(data.sizes[0].serial.length)} rounds`,
      }),
    ],
  };
}
