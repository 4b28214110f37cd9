import assert from 'node:assert/strict';
import { test } from 'node:test';

import { crossing } from '../break-even.mjs';
import { shareOfTwo, stretches } from '../gil.mjs';
import { parsed, story } from '../lost-wakeup.mjs';
import { compilerName, shareOfOthers } from '../measuring/measurement.mjs';
import { samples } from '../samples.mjs';
import { median, middleHalf } from '../measuring/statistics.mjs';

test('chunks that follow one another are one stretch, and a long one ends a pause', () => {
  const thread = { begin: 0, ends: [1, 2, 3, 20, 21] };
  assert.deepEqual(stretches(thread, 1), [{ from: 0, to: 3 }, { from: 19, to: 21 }]);
});

test('the time in which two threads compute is that in which their stretches overlap', () => {
  assert.equal(shareOfTwo([[{ from: 0, to: 4 }], [{ from: 2, to: 6 }], [{ from: 3, to: 4 }]], 10), 0.2);
  assert.equal(shareOfTwo([[{ from: 0, to: 4 }], [{ from: 4, to: 8 }]], 8), 0);
});

test('two threads pay from the last crossing on', () => {
  const rows = [[1, 1, 10], [10, 10, 9], [100, 100, 200], [1000, 1000, 500]].map(([n, serial, threads]) => ({ n, serial, threads }));
  assert.ok(Math.abs(crossing(rows).n - Math.sqrt(100 * 1000)) < 1e-6);
  assert.equal(crossing(rows.slice(0, 1)), undefined);
  assert.equal(crossing(rows.slice(3)), undefined);
});

test('an order of threads is read from what the grader prints', () => {
  const said = `deadlocked: a thread waits for a notification that came before it began to wait
    slides/figures/lost_wakeup.cpp:17   slides/figures/lost_wakeup.cpp:22
    thread T1 waits                     thread T2 has notified before
      changed.wait(lock);                 changed.notify_one();
    In this order:
    T0 T1 T2
    *  .  .  lost_wakeup.cpp:14  starts a thread            std::thread waiter([&] {
    .  *  .  lost_wakeup.cpp:15  locks A                    std::unique_lock lock(m);
    .  .  *  lost_wakeup.cpp:22  notifies one on C          changed.notify_one();
    .  *  .  lost_wakeup.cpp:17  waits to be notified on C  changed.wait(lock);
    Try      change what is waited for under the lock that the waiting thread holds, and look at it
             before each wait
    Again    the same command with --replay random-43
`;
  const { verdict, seed, steps } = parsed(said);
  assert.equal(verdict, 'deadlocked: a thread waits for a notification that came before it began to wait');
  assert.equal(seed, 'random-43');
  assert.deepEqual(steps.map(({ thread, line }) => [thread, line]), [[0, 14], [1, 15], [2, 22], [1, 17]]);
  assert.deepEqual(steps[1], { thread: 1, line: 15, does: 'locks A', code: 'std::unique_lock lock(m);' });
  assert.throws(() => parsed('no failure in 1000 schedules\n'));
});

test('a story leaves out who starts and joins, and calls things by their names', () => {
  const told = story(samples('lost-wakeup').short.data.steps);
  assert.deepEqual(told.map(({ thread, does }) => [thread, does]), [
    [1, 'locks m'], [1, 'reads ready'], [2, 'writes ready'], [2, 'notifies one on changed'], [1, 'waits to be notified on changed'],
  ]);
});

test('the time of others is what is busy and neither ours nor idle', () => {
  assert.equal(shareOfOthers({ all: 0, busy: 0, own: 0 }, { all: 100, busy: 60, own: 20 }), 0.4);
  assert.equal(shareOfOthers(undefined, undefined), null);
});

test('compilers tell their version in different ways', () => {
  assert.equal(compilerName('Debian clang version 19.1.7 (3~deb12u1)'), 'clang 19.1.7');
  assert.equal(compilerName('g++ (Debian 12.2.0-14+deb12u1) 12.2.0'), 'g++ 12.2.0');
});

test('the middle half leaves out a quarter on each side', () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.deepEqual(middleHalf([1, 2, 3, 4, 100]), { median: 3, low: 2, high: 4 });
});
