// Made-up data for figures, ordinary and odd, to try the drawing on: none of it
// was measured. Pure, and the same every time.

const kMachine = { cpu: 'Some CPU @ 2.00GHz', cores: 2, os: 'Some system 1', compiler: 'clang 19.1.7', python: '3.11.2' };
const kLarge = { cpu: 'Some Rather Long Name of a Processor with 64-Core Dies @ 3.70GHz', cores: 128, os: 'Some system 24.04', compiler: 'clang 19.1.7', python: '3.14.1' };

const taken = (data, machine = kMachine, others = 0.02) => ({ date: '2001-02-03T04:05:06.000Z', machine, others, data });
const busy = (data) => taken(data, kMachine, 0.87);

// A fixed sequence that looks random, from 0 to 1.
function sequence(count) {
  let state = 12345;
  return Array.from({ length: count }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  });
}

const around = (value, spread, count = 9) => sequence(count).map((r) => value * (1 + spread * (r - 0.5)));

function downloads(late) {
  return {
    times_as_fast: 10,
    one_after_another: [[0, 2 + late], [2 + late, 4 + late], [4 + late, 6 + 2 * late]],
    together: [[0, 2], [0.01, 2 + late], [0.02, 2 + late]],
  };
}

// Threads that take turns of `turn` seconds, `atOnce` of them at a time.
function turns(threads, atOnce, turn, chunks = 800, chunk = 50e-6) {
  const run = Array.from({ length: threads }, (_, t) => ({ begin: t * turn / atOnce, ends: [] }));
  const period = (threads / atOnce) * turn;
  run.forEach((thread, t) => {
    for (let i = 1; i <= chunks; ++i) {
      const done = i * chunk;
      thread.ends.push(Math.floor(done / turn) * period + (done % turn) + (t * period) / threads);
    }
  });
  return { chunk, threads: run };
}

const gil = (python) => ({ cpp: turns(3, 2, 4e-3), python, python_version: python ? '3.11.2' : null });

function speedup(cores, workers, efficiency, spread) {
  return {
    cores,
    workers: workers.map((count) => ({
      workers: count,
      speedups: around(Math.max(0.9, Math.min(count, cores) * efficiency), spread),
      attainable: around(Math.max(0.95, Math.min(count, cores) * efficiency * 1.02), spread),
    })),
  };
}

const startup = (factor, spread, python = true) => ({
  megabytes: 256,
  thread: around(14e-6 * factor, spread), fork_small: around(180e-6 * factor, spread), fork_large: around(4e-3 * factor, spread),
  program: around(600e-6 * factor, spread), python_spawn: python ? around(70e-3, spread) : null,
});

const races = (from, to, increments = 100_000) => ({
  threads: 4, increments,
  results: sequence(1000).map((r) => Math.min(4 * increments, Math.round(4 * increments * (from + (to - from) * r)))),
});

const falseSharing = (near, far, cacheLine = 64, spread = 0.1) => ({
  cache_line: cacheLine,
  distances: [4, 8, 16, 32, 64, 128, 256].map((bytes) => ({ bytes, seconds: around((bytes < 64 ? near : far) * 1e-9, spread) })),
});

function breakEven(start, gain) {
  const sizes = [1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7];
  return { sizes: sizes.map((n) => ({ n, serial: [n * 1e-9], threads: [start + (n * 1e-9) / gain] })) };
}

const step = (thread, line, does, code) => ({ thread, line, does, code });

const lostWakeup = (before) => ({
  verdict: 'deadlocked: a thread waits for a notification that came before it began to wait',
  seed: 'random-1',
  steps: [
    step(0, 17, 'starts a thread', 'std::thread waiter([&] {'),
    step(0, 23, 'starts a thread', 'std::thread setter([&] {'),
    ...Array.from({ length: before }, (_, i) => step(1 + (i % 2), 30 + i, 'locks A, unlocks A', 'const std::lock_guard<std::mutex> a_name_that_is_long_enough_to_be_cut(m);')),
    step(1, 18, 'locks A', 'std::unique_lock lock(m);'),
    step(1, 19, 'reads B', 'while (!ready) {'),
    step(2, 24, 'writes B', 'ready = true;'),
    step(2, 25, 'notifies one on C', 'changed.notify_one();'),
    step(1, 20, 'begins to wait on C', 'changed.wait(lock);'),
    step(0, 27, 'waits for a thread to end', 'waiter.join();'),
    step(1, 20, 'waits to be notified on C', 'changed.wait(lock);'),
  ],
});

const kSamples = {
  downloads: { quiet: taken(downloads(0.01)), late: busy(downloads(1.7)), elsewhere: taken(downloads(0.01), kLarge) },
  gil: {
    quiet: taken(gil({ ...turns(3, 1, 5e-3), gil: true })),
    free: taken(gil({ ...turns(3, 2, 4e-3), gil: false })),
    missing: taken(gil(null), { ...kMachine, python: null }),
    busy: busy(gil({ ...turns(3, 0.1, 5e-4), gil: true })),
  },
  speedup: {
    quiet: taken(speedup(2, [1, 2, 3, 4], 0.97, 0.02)),
    busy: busy(speedup(2, [1, 2, 3, 4], 0.5, 0.6)),
    large: taken(speedup(128, [1, 32, 64, 96, 128, 160, 192, 224, 256], 0.9, 0.1), kLarge),
    one: taken(speedup(1, [1, 2], 1, 0.02)),
  },
  startup: { quiet: taken(startup(1, 0.2)), busy: busy(startup(30, 1.9)), missing: taken(startup(1, 0.2, false)) },
  races: { low: taken(races(0.28, 0.7)), right: busy(races(0.9, 4)), never: taken(races(0.99, 0.9999)), always: taken(races(1.01, 1.1, 1000)) },
  'lost-wakeup': { short: taken(lostWakeup(0)), long: taken(lostWakeup(9)) },
  'false-sharing': { quiet: taken(falseSharing(12, 1.6)), busy: busy(falseSharing(3, 3, 64, 1.9)), unknown: taken(falseSharing(30, 2, -1)) },
  'break-even': { quiet: taken(breakEven(40e-6, 1.95)), late: busy(breakEven(4e-3, 1.5)), never: busy(breakEven(1e-4, 0.9)), always: taken(breakEven(0, 2)) },
};

export const samples = (name) => kSamples[name];
