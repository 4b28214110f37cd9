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
  bar: '#8c959f', // What is compared with.
  line: '#d1d9e0',
  wash: '#eef1f4',
  accent: '#b3401f', // What the figure is about.
};

export const kLabel = 22; // Read in the back row.
export const kSmall = 20;

// Baseline at y. `anchor` is start, middle or end. `halo` keeps it readable on a line.
export function text(x, y, words, { size = kLabel, fill = palette.ink, anchor, bold, code, halo } = {}) {
  return element('text', {
    x, y, fill, 'font-size': size, 'text-anchor': anchor, 'font-weight': bold ? 600 : undefined,
    'font-family': code ? kCodeFont : undefined,
    ...(halo ? { stroke: '#ffffff', 'stroke-width': 6, 'stroke-linejoin': 'round', 'paint-order': 'stroke' } : {}),
  }, words);
}

export const kTextFont = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, 'DejaVu Sans', sans-serif";
export const kCodeFont = "ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace";

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

// An axis below the plot: ticks with words, no line; `title` stands at its end.
export function axisBelow(scale, y, ticks, words, { title, top } = {}) {
  const marks = ticks.map((value) => [
    ...(top === undefined ? [] : [line(scale(value), top, scale(value), y)]),
    text(scale(value), y + 28, words(value), { size: kSmall, fill: palette.quiet, anchor: 'middle' }),
  ]);
  const middle = (scale(scale.from) + scale(scale.to)) / 2;
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
