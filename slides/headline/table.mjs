// The headline's measurement as a table: plain text for a terminal, Markdown for
// a slide. Pure.

import { busyWords, machineWords } from '../figures/drawing/source.mjs';

export const columns = ['Python', 'C++'].flatMap((language) =>
  ['one_after_another', 'threads', 'processes'].map((way) => ({ language, way })));

const kHeads = { one_after_another: 'one by one', threads: 'threads', processes: 'processes' };

// 12.3, 1.23, 0.123, 0.0123: as many digits as the spread leaves to believe in.
const seconds = (value) => (value >= 10 ? value.toFixed(1) : value >= 1 ? value.toFixed(2) : value >= 0.01 ? value.toFixed(3) : value.toFixed(4));

const median = (cell) => (cell ? seconds(cell.median) : 'not installed');
const range = (cell) => (cell ? `${seconds(cell.low)}-${seconds(cell.high)}` : '');
const label = ({ name, scale }) => (scale ? [name, `  ${scale}`] : [name, '']);

// Two lines for each program: the medians, and below them the least and the most.
export function plain(measurement) {
  const { rows, rounds } = measurement.data;
  const cells = [
    ['seconds, median', ...columns.map(({ language }) => language)],
    [`  least-most of ${rounds} rounds`, ...columns.map(({ way }) => kHeads[way])],
    ...rows.flatMap((row) => {
      const [name, scale] = label(row);
      return [[name, ...row.cells.map(median)], [scale, ...row.cells.map(range)]];
    }),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  const lines = cells.map((line) => line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ').trimEnd());
  return [...lines.slice(0, 2), '-'.repeat(Math.max(...lines.map((line) => line.length))), ...lines.slice(2), '',
    ...[machineWords(measurement), busyWords(measurement)].filter(Boolean)];
}

// A table of medians in seconds for a slide, and the line that belongs below it.
export function markdown(measurement) {
  const { rows, rounds } = measurement.data;
  const line = (...cells) => `| ${cells.join(' | ')} |`;
  return [
    line('seconds', ...columns.map(({ language, way }) => `${language}<br>${kHeads[way]}`)),
    line(':--', ...columns.map(() => '--:')),
    ...rows.map((row) => line(row.scale ? `${row.name}<br><small>${row.scale}</small>` : row.name, ...row.cells.map(median))),
    '',
    `<small>${[`Medians of ${rounds} rounds`, machineWords(measurement), busyWords(measurement)].filter(Boolean).join(' · ')}</small>`,
  ];
}
