// From values to pixels, and which values an axis names.
//
// Pure. A scale is a function with `from`, `to` (its values) and `ticks()`.

export function linear([from, to], [first, last]) {
  const scale = (value) => first + ((value - from) / (to - from)) * (last - first);
  return Object.assign(scale, { from, to, ticks: (count) => linearTicks(from, to, count) });
}

// Both ends must be above 0.
export function logarithmic([from, to], [first, last]) {
  const position = linear([Math.log10(from), Math.log10(to)], [first, last]);
  const scale = (value) => position(Math.log10(value));
  return Object.assign(scale, { from, to, ticks: () => powersOfTen(from, to) });
}

// Steps of 1, 2 or 5 times a power of ten, at most `count` of them.
function linearTicks(from, to, count) {
  const step = niceStep((to - from) / count);
  const ticks = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; ++i) {
    ticks.push(Number((i * step).toPrecision(12)));
  }
  return ticks;
}

export function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least * (1 - 1e-9));
}

// The end of an axis from 0: the next nice number, so that the last tick is there.
export function niceEnd(largest, count) {
  const step = niceStep(largest / count);
  return Math.ceil(largest / step - 1e-9) * step;
}

function powersOfTen(from, to) {
  const ticks = [];
  for (let power = Math.ceil(Math.log10(from) - 1e-9); power <= Math.log10(to) + 1e-9; ++power) {
    ticks.push(Number((10 ** power).toPrecision(12)));
  }
  return ticks;
}

// The same values, moved as little as keeps them `distance` apart and between
// `least` and `most`: for labels that would lie upon one another.
export function apart(values, distance, least = -Infinity, most = Infinity) {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  let groups = [];
  for (const item of order) {
    groups.push({ items: [item], middle: item.value });
    // Whatever touches moves together, around the middle of where it wanted to be.
    while (groups.length > 1 && start(groups.at(-1)) - end(groups.at(-2)) < distance - 1e-9) {
      const items = [...groups.at(-2).items, ...groups.at(-1).items];
      groups = [...groups.slice(0, -2), { items, middle: mean(items.map((i) => i.value)) }];
    }
  }
  function extent(group) {
    const half = ((group.items.length - 1) * distance) / 2;
    const middle = Math.max(least + half, Math.min(most - half, group.middle));
    return [middle - half, middle + half];
  }
  function start(group) { return extent(group)[0]; }
  function end(group) { return extent(group)[1]; }
  const moved = [];
  for (const group of groups) {
    group.items.forEach((item, i) => { moved[item.index] = start(group) + i * distance; });
  }
  return moved;
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
