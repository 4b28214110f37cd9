import assert from 'node:assert/strict';
import { test } from 'node:test';

import { columns, markdown, plain } from '../table.mjs';

const cell = (median) => ({ median, low: median * 0.9, high: median * 1.1 });

const taken = {
  date: '2001-02-03T04:05:06.000Z',
  machine: { cpu: 'CPU', cores: 2, os: 'Debian 12', compiler: 'clang 19.1.7', python: null },
  others: 0.01,
  data: {
    rounds: 3,
    columns,
    rows: [
      { name: 'ten downloads', scale: 'as 100 ms each', cells: [null, null, null, cell(1.0012), cell(0.1004), cell(12.345)] },
      { name: 'a sum', scale: null, cells: [null, null, null, cell(0.00123), cell(0.0006), cell(0.0009)] },
    ],
  },
};

test('the plain table has medians and ranges below each other', () => {
  const lines = plain(taken);
  assert.match(lines[0], /^seconds, median +Python +Python +Python +C\+\+ +C\+\+ +C\+\+$/);
  assert.match(lines[3], /^ten downloads +not installed +not installed +not installed +1.00 +0.100 +12.3$/);
  assert.match(lines[4], /^ {2}as 100 ms each +0.901-1.10 +0.090-0.110 +11.1-13.6$/);
  assert.equal(lines.at(-1), 'measured 2001-02-03 · CPU, 2 cores · Debian 12 · clang 19.1.7');
});

test('the table in Markdown has a cell for each way, and the machine below it', () => {
  const lines = markdown(taken);
  assert.equal(lines[0], '| seconds | Python<br>one by one | Python<br>threads | Python<br>processes | C++<br>one by one | C++<br>threads | C++<br>processes |');
  assert.equal(lines[3], '| a sum | not installed | not installed | not installed | 0.0012 | 0.0006 | 0.0009 |');
  assert.match(lines.at(-1), /^<small>Medians of 3 rounds · measured 2001-02-03 .*<\/small>$/);
});
