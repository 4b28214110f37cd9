import assert from 'node:assert/strict';
import { test } from 'node:test';

import { apart, linear, logarithmic, niceEnd } from '../drawing/scale.mjs';
import { sourceLine } from '../drawing/source.mjs';
import { element, render, textWidth } from '../drawing/svg.mjs';
import { duration, number, plural } from '../drawing/words.mjs';

test('a linear axis names round values within its ends', () => {
  assert.deepEqual(linear([0, 6.3], [0, 100]).ticks(8), [0, 1, 2, 3, 4, 5, 6]);
  assert.deepEqual(linear([0, 0.7], [0, 100]).ticks(4), [0, 0.2, 0.4, 0.6]);
  assert.equal(niceEnd(2.43, 4), 3);
});

test('a logarithmic axis names powers of ten and places them evenly', () => {
  const scale = logarithmic([1e-6, 1e-3], [0, 300]);
  assert.deepEqual(scale.ticks(), [1e-6, 1e-5, 1e-4, 1e-3]);
  assert.deepEqual(scale.ticks().map((v) => Math.round(scale(v))), [0, 100, 200, 300]);
});

test('labels are moved apart no further than needed, in their order and within their bounds', () => {
  assert.deepEqual(apart([10, 50], 20), [10, 50]);
  assert.deepEqual(apart([12, 8], 20), [20, 0]);
  assert.deepEqual(apart([0, 0, 0], 20, 0, 100), [0, 20, 40]);
  assert.deepEqual(apart([99, 100], 20, 0, 100), [80, 100]);
});

test('durations have two digits and a unit', () => {
  assert.equal(duration(1.234e-5), '12 µs');
  assert.equal(duration(1.44e-3), '1.4 ms');
  assert.equal(duration(0.107), '107 ms');
  assert.equal(duration(9.99e-4), '1.0 ms');
  assert.equal(duration(3), '3.0 s');
  assert.equal(duration(2e-10), '0.20 ns');
});

test('numbers are grouped by thousands', () => {
  assert.equal(number(1234567.891, 1), '1,234,567.9');
  assert.equal(number(-400000), '-400,000');
  assert.equal(plural(1, 'run'), '1 run');
});

test('what is special in XML is escaped, and a coordinate that is no number is an error', () => {
  assert.equal(render(element('text', { x: 1.006, title: '"<"' }, 'a < b & c\u0000')), '<text x="1.01" title="&quot;&lt;&quot;">a &lt; b &amp; c</text>');
  assert.throws(() => render(element('rect', { x: NaN })));
});

test('a text is as wide as in DejaVu Sans', () => {
  assert.equal(Math.round(textWidth('Hamburg', { size: 1000 })), 752 + 613 + 974 + 635 + 634 + 411 + 635);
});

test('the small line leaves out what does not fit, but never the day and the warning', () => {
  const machine = { cpu: 'CPU', cores: 2, os: 'Debian 12', compiler: 'clang 19.1.7', python: null };
  const taken = { date: '2001-02-03T04:05:06Z', machine, others: 0.5 };
  assert.equal(sourceLine({ ...taken, others: null }, 1120), 'measured 2001-02-03 · CPU, 2 cores · Debian 12 · clang 19.1.7');
  assert.equal(sourceLine(taken, 100), 'measured 2001-02-03 · other programs took 50\u00a0% of the CPU\u00a0time');
});
