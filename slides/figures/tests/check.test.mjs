import assert from 'node:assert/strict';
import { test } from 'node:test';

import { problemsOf } from '../check.mjs';
import { draw } from '../downloads.mjs';
import { figure } from '../drawing/figure.mjs';
import { samples } from '../samples.mjs';

const taken = samples('downloads').quiet;
const right = figure('downloads', draw(taken.data), taken);

const damaged = (from, to) => {
  assert.ok(right.includes(from));
  return problemsOf(right.replace(from, to)).join('\n');
};

test('nothing is wrong with a figure as it is drawn', () => {
  assert.deepEqual(problemsOf(right), []);
});

test('each fault of a figure is told', () => {
  assert.match(damaged('viewBox="0 0 1120', 'viewBox="0 0 2240'), /2240 wide/);
  assert.match(damaged('font-size="22"', 'font-size="13"'), /13 px high/);
  assert.match(damaged('<metadata>', '<metadata>x'), /no <metadata>/);
  assert.match(problemsOf(right.replace(/<desc[^]*<\/desc>/, '<desc/>')).join('\n'), /no <desc>/);
  assert.match(damaged('measured 2001', 'seen 2001'), /0 lines that tell/);
  assert.match(damaged('>together<', '>one after another and another and another and another and another<'), /lies upon|leaves/);
  assert.match(damaged('>0 s<', '>NaN s<'), /is no label/);
  assert.match(problemsOf(right.replace(/<text(?![^>]*"19")[^]*?<\/text>/g, '')).join('\n'), /has 0 labels/);
});
