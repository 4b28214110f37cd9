// Numbers as a reader wants them. Pure.

// 1234567 -> 1,234,567; as many decimals as asked for.
export function number(value, decimals = 0) {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return (value < 0 ? '-' : '') + grouped + (fraction ? `.${fraction}` : '');
}

// Two significant digits, or all that stand before the point.
export function short(value) {
  if (value === 0) {
    return '0';
  }
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(Math.abs(Number(value.toPrecision(2))))));
  return number(decimals === 0 ? Number(value.toPrecision(Math.max(2, digits(value)))) : value, decimals);
}

const digits = (value) => Math.floor(Math.log10(Math.abs(value))) + 1;

// Seconds with the unit that keeps them between 1 and 1000: 12 µs, 1.4 ms, 3 s.
export function duration(seconds) {
  const [unit, size] = kUnits.find(([, unitSize]) => Number((seconds / unitSize).toPrecision(2)) >= 1) ?? kUnits.at(-1);
  return `${short(seconds / size)} ${unit}`;
}

// As `duration`, for ticks, which are round already.
export function tick(seconds) {
  const [unit, size] = kUnits.find(([, unitSize]) => seconds / unitSize >= 1 - 1e-9) ?? kUnits.at(-1);
  return `${Number((seconds / size).toPrecision(6))} ${unit}`;
}

const kUnits = [['s', 1], ['ms', 1e-3], ['µs', 1e-6], ['ns', 1e-9]];

// Counts on an axis: 1,000, then 10,000, then 1 million.
export function count(value) {
  return value >= 1e6 ? `${Number((value / 1e6).toPrecision(6))} million` : number(value);
}

export const plural = (n, noun) => `${number(n)} ${noun}${n === 1 ? '' : 's'}`;
