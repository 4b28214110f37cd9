// A whole figure: what was drawn, with the machine and the day of its data.
//
// Pure. `drawing` is { title, description, marks }; `measurement` is what
// measuring/measurement.mjs makes.

import { element, render } from './svg.mjs';
import { kHeight, kTextFont, kWidth, palette, text } from './marks.mjs';
import { kSourceSize, sourceLine } from './source.mjs';

export function figure(name, drawing, measurement) {
  return `${render(element('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${kWidth} ${kHeight}`,
    width: kWidth,
    height: kHeight,
    role: 'img',
    'aria-labelledby': 'title description',
    'font-family': kTextFont,
  },
  element('title', { id: 'title' }, drawing.title),
  element('desc', { id: 'description' }, drawing.description),
  element('metadata', {}, JSON.stringify({ figure: name, date: measurement.date, machine: measurement.machine })),
  drawing.marks,
  text(kWidth, kHeight - 6, sourceLine(measurement, kWidth), {
    size: kSourceSize, fill: palette.quiet, anchor: 'end',
  })))}\n`;
}
