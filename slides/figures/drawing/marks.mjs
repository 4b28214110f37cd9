// What figures are drawn with: texts, lines, lanes, axes, dots with their
// spread. Pure; each returns elements.
//
// Shown 1120 pixels wide on a slide, a figure's pixels are the slide's.

import { element, textWidth } from './svg.mjs';

export const kWidth = 1120;
export const kHeight = 480;

export const palette = {
  ink: '#1f2328',
  quiet: '#59636e', // What is said in a low voice; 6:1 against white.
  bar: '#6e7781', // What is compared with; white on it is 4.6:1.
  line: '#d1d9e0',
  wash: '#eef1f4',
  accent: '#b3401f', // What the figure is about.
};

export const kLabel = 22; // Read in the back row.
export const kSmall = 20;

export const kTextFont = "'Source Sans 3', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";
export const kCodeFont = "var(--code, 'DejaVu Sans Mono', Menlo, Consolas, monospace)";

// Baseline at y. `anchor` is start, middle or end.
export function text(x, y, words, { size = kLabel, fill = palette.ink, anchor, bold, code } = {}) {
  return element('text', {
    x, y, fill, 'font-size': size, 'text-anchor': anchor, 'font-weight': bold ? 600 : undefined,
    // A style, because a deck's theme sets the family of all other texts.
    style: code ? `font-family: ${kCodeFont}` : undefined,
  }, words);
}

export function line(x1, y1, x2, y2, { stroke = palette.line, width = 1.5, dash } = {}) {
  return element('line', { x1, y1, x2, y2, stroke, 'stroke-width': width, 'stroke-dasharray': dash });
}

export function path(points, { stroke = palette.ink, width = 3, dash } = {}) {
  return element('polyline', {
    points: points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '),
    fill: 'none', stroke, 'stroke-width': width, 'stroke-dasharray': dash, 'stroke-linejoin': 'round',
  });
}

export function box(x, y, width, height, fill, radius = 2) {
  return element('rect', { x, y, width, height, fill, rx: radius });
}

export const dot = (cx, cy, fill, r = 6) => element('circle', { cx, cy, r, fill });

// An axis below the plot: ticks with words, no line; `title` in the middle, of the
// axis or of the figure.
export function axisBelow(scale, y, ticks, words, { title, centered } = {}) {
  const marks = ticks.map((value) =>
    text(scale(value), y + 27, words(value), { size: kSmall, fill: palette.quiet, anchor: 'middle' }));
  const middle = centered ? kWidth / 2 : (scale(scale.from) + scale(scale.to)) / 2;
  return [marks, title ? text(middle, y + 56, title, { size: kSmall, fill: palette.quiet, anchor: 'middle' }) : []];
}

// An axis on the left: words at x, faint lines from there to `right`.
export function axisLeft(scale, x, right, ticks, words) {
  return ticks.map((value) => [
    line(x, scale(value), right, scale(value)),
    text(x - 10, scale(value) + 7, words(value), { size: kSmall, fill: palette.quiet, anchor: 'end' }),
  ]);
}

export const widthOf = (words, { size = kLabel, ...rest } = {}) => textWidth(words, { size, ...rest });
