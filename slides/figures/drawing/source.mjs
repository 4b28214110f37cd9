// The small line below a figure: where and when it was measured. Pure.

import { textWidth } from './svg.mjs';

export const kSourceSize = 19;

// Below this share of the machine's time, others do not disturb a measurement.
const kQuiet = 0.1;

// A warning if the machine was busy with something else, or undefined.
export function busyWords({ others }) {
  return others > kQuiet ? `other programs took ${Math.round(others * 100)}\u00a0% of the CPU\u00a0time` : undefined;
}

function machineParts({ machine }) {
  return [
    `${machine.cpu}, ${machine.cores} ${machine.cores === 1 ? 'core' : 'cores'}`,
    machine.os,
    machine.compiler,
    machine.python ? `Python ${machine.python}` : undefined,
  ].filter(Boolean);
}

export const machineWords = (measurement) =>
  [`measured ${measurement.date.slice(0, 10)}`, ...machineParts(measurement)].join(' · ');

// As much as fits into `width` pixels; the least important goes first.
export function sourceLine(measurement, width) {
  const parts = machineParts(measurement);
  const fits = (words) => textWidth(words, { size: kSourceSize }) <= width;
  for (let count = parts.length; count >= 0; --count) {
    const words = [
      `measured ${measurement.date.slice(0, 10)}`, busyWords(measurement), ...parts.slice(0, count),
    ].filter(Boolean).join(' · ');
    if (fits(words) || count === 0) {
      return words;
    }
  }
  return undefined;
}
