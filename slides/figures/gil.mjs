// Who computes when: three Python threads above, three C++ threads below, on one
// axis of time. A stretch is drawn where a thread made progress.

import { join } from 'node:path';

import { axisBelow, box, kSmall, kWidth, line, palette, text } from './drawing/marks.mjs';
import { linear } from './drawing/scale.mjs';
import { number } from './drawing/words.mjs';

export async function measure({ folder, cpp, python, pythonVersion }) {
  return {
    cpp: await cpp(join(folder, 'gil.cpp')),
    python: pythonVersion ? await python(join(folder, 'gil.py')) : null,
    python_version: pythonVersion ?? null,
  };
}

const kLeft = 250;
const kLane = 48;
const kBar = 36;

// Chunks that follow one another make one stretch. A chunk that took far longer
// than one takes was interrupted: when in it the thread computed, nobody knows,
// so its end counts, for as long as a chunk takes.
export function stretches({ begin, ends }, chunk, pause = 10 * chunk) {
  const found = [{ from: begin, to: begin }];
  let before = begin;
  for (const end of ends) {
    if (end - before > pause) {
      found.push({ from: end - chunk, to: end });
    } else {
      found.at(-1).to = end;
    }
    before = end;
  }
  return found.filter(({ from, to }) => to > from);
}

// The share of the time until `end` during which at least two threads compute.
export function shareOfTwo(threads, end) {
  const events = threads.flat().flatMap(({ from, to }) => [[from, 1], [to, -1]]);
  events.sort(([a, up], [b, down]) => a - b || up - down);
  let running = 0, since = 0, both = 0;
  for (const [time, change] of events) {
    both += running >= 2 ? time - since : 0;
    running += change;
    since = time;
  }
  return end > 0 ? both / end : 0;
}

function panel(name, run, top, fill) {
  const threads = run.threads.map((thread) => stretches(thread, run.chunk));
  const end = Math.max(...run.threads.map((thread) => thread.ends.at(-1)));
  return { name, threads, end, top, fill, share: shareOfTwo(threads, end) };
}

const percent = (share) => (share > 0 && share < 0.01 ? 'less than 1 %' : `${Math.round(share * 100)} %`);

export function draw(data) {
  const work = Math.round((data.cpp.threads[0].ends.length * data.cpp.chunk) * 1000);
  const version = data.python_version?.split('.').slice(0, 2).join('.');
  const panels = [panel('C++ threads', data.cpp, 218, palette.accent)];
  if (data.python) {
    panels.unshift(panel(`Python ${version}${data.python.gil ? '' : ', no GIL'}`, data.python, 24, palette.bar));
  }
  const longest = Math.max(...panels.map((p) => p.end)) * 1000;
  const x = linear([0, longest], [kLeft, kWidth - 130]);

  const marks = panels.map(({ name, threads, end, top, fill, share }) => [
    text(0, top + 23, name, { bold: true, fill: fill === palette.bar ? palette.ink : fill }),
    text(0, top + 23 + kLane, 'two or more at once', { size: kSmall, fill: palette.quiet }),
    text(0, top + 23 + kLane + 28, `${percent(share)} of the time`, { size: kSmall, fill: palette.quiet }),
    threads.map((thread, i) => {
      const y = top + i * kLane;
      return [
        line(x(thread[0].from * 1000), y + kBar / 2, x(thread.at(-1).to * 1000), y + kBar / 2, { width: 2 }),
        thread.map(({ from, to }) => box(x(from * 1000), y, Math.max(1, x(to * 1000) - x(from * 1000)), kBar, fill, 0)),
      ];
    }),
    line(x(end * 1000), top - 8, x(end * 1000), top + 3 * kLane, { stroke: palette.ink }),
    text(x(end * 1000) + 10, top + 2 * kLane + 26, `${number(end * 1000)} ms`, { bold: true }),
  ]);
  if (!data.python) {
    marks.push(text(kLeft, 80, 'python3 is not installed on this machine', { fill: palette.quiet }));
  }
  const said = panels.map((p) => `${p.name}: ${number(p.end * 1000)} ms, two or more at once ${percent(p.share)} of the time.`);
  return {
    title: 'When each of three computing threads makes progress, in Python and in C++',
    description: said.join(' '),
    marks: [marks, axisBelow(x, 218 + 3 * kLane, x.ticks(8), (ms) => `${ms} ms`, {
      title: `three threads, each with about ${work} ms of computing to do`,
    })],
  };
}
