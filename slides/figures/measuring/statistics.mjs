// Pure functions on lists of numbers, none of which may be empty.

// Hyndman and Fan, Sample Quantiles in Statistical Packages (1996), type 7.
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  return below + (position - Math.floor(position)) * (sorted[Math.ceil(position)] - below);
}

export const median = (values) => quantile(values, 0.5);

// The median and the middle half of the values.
export const middleHalf = (values) => ({
  median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75),
});

// The median and all values.
export const wholeRange = (values) => ({
  median: median(values), low: Math.min(...values), high: Math.max(...values),
});
