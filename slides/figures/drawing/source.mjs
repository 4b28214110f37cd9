// The small line below a figure: where and when it was measured. Pure.

import { textWidth } from './svg.mjs';

export const kSourceSize = 15;

// As much as fits into `width` pixels; the least important goes first.
export function sourceLine({ date, machine }, width) {
  const day = date.slice(0, 10);
  const where = `${machine.cpu}, ${machine.cores} ${machine.cores === 1 ? 'core' : 'cores'}`;
  const parts = [where, machine.os, machine.compiler, machine.python ? `Python ${machine.python}` : undefined]
    .filter(Boolean);
  for (let count = parts.length; count > 1; --count) {
    const words = [`measured ${day}`, ...parts.slice(0, count)].join(' · ');
    if (textWidth(words, { size: kSourceSize }) <= width) {
      return words;
    }
  }
  return `measured ${day} · ${machine.cores} cores`;
}
