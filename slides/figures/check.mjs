// Are figures well formed, readable in the back row, and labelled?
//
// Looks at the files alone, not at how they were made. Widths of texts are those
// of the widest font that is likely, so a text that passes fits in any.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { figure } from './drawing/figure.mjs';
import { textWidth } from './drawing/svg.mjs';
import { output } from './measuring/programs.mjs';
import { samples } from './samples.mjs';

const kShownWidth = 1120; // of a figure on a slide, in pixels
const kLeastSize = 14; // of the line that tells the machine
const kLeastLabel = 20; // of every other text
const kLeastLabels = 4;

// Prints what is wrong with each file, and how many are right. Returns 0 if all are.
export function check(files) {
  const problems = files.flatMap((file) => problemsOfFile(file).map((problem) => `${file}: ${problem}`));
  return report(files.length, problems);
}

// The same for figures of made-up data, drawn for this alone.
export async function checkSamples(names) {
  const folder = mkdtempSync(join(tmpdir(), 'figures-'));
  try {
    let count = 0;
    const problems = [];
    for (const name of names) {
      const { draw } = await import(`./${name}.mjs`);
      for (const [kind, taken] of Object.entries(samples(name))) {
        const file = join(folder, `${name}-${kind}.svg`);
        count += 1;
        try {
          writeFileSync(file, figure(name, draw(taken.data), taken));
          problems.push(...problemsOfFile(file).map((problem) => `${basename(file)}: ${problem}`));
        } catch (error) {
          problems.push(`${basename(file)}: ${error.stack}`);
        }
      }
    }
    return report(count, problems);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report(count, problems) {
  problems.forEach((problem) => console.log(problem));
  const failed = new Set(problems.map((problem) => problem.split(':')[0])).size;
  console.log(`${count - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function problemsOfFile(file) {
  if (!existsSync(file)) {
    return ['is not there'];
  }
  if (output('xmllint', ['--noout', file]) === undefined
    && output('python3', ['-c', 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])', file]) === undefined) {
    return ['is no well-formed XML (or neither xmllint nor python3 is installed)'];
  }
  return problemsOf(readFileSync(file, 'utf8'));
}

// What is wrong with a well-formed SVG, in words.
export function problemsOf(svg) {
  const { elements, texts } = contents(svg);
  const [, , width, height] = (elements.find(({ name }) => name === 'svg')?.attributes.viewBox ?? '').split(' ').map(Number);
  const problems = [];
  const expect = (condition, problem) => { if (!condition) { problems.push(problem); } };

  expect(width === kShownWidth, `is ${width} wide instead of ${kShownWidth}, so that sizes are not those on a slide`);
  for (const name of ['title', 'desc']) {
    expect(elements.some((e) => e.name === name && e.content.trim() !== ''), `has no <${name}>`);
  }
  expect(hasSource(elements), 'has no <metadata> with date and machine');
  const [sources, labels] = [texts.filter(({ content }) => /\bmeasured \d{4}-\d\d-\d\d\b/.test(content)), texts.filter(({ content }) => !/\bmeasured \d{4}-\d\d-\d\d\b/.test(content))];
  expect(sources.length === 1, `has ${sources.length} lines that tell when it was measured`);
  expect(labels.length >= kLeastLabels, `has ${labels.length} labels`);
  sources.forEach((t) => expect(t.size >= kLeastSize, `"${t.content}" is ${t.size} px high, below ${kLeastSize}`));
  labels.forEach((t) => expect(t.size >= kLeastLabel, `"${t.content}" is ${t.size} px high, below ${kLeastLabel}`));
  for (const t of texts) {
    expect(t.left >= -1 && t.right <= width + 1 && t.top >= -1 && t.bottom <= height + 1, `"${t.content}" leaves the picture`);
    expect(!/NaN|undefined|null|Infinity/.test(t.content), `"${t.content}" is no label`);
  }
  texts.forEach((a, i) => texts.slice(i + 1).forEach((b) => {
    expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top, `"${a.content}" lies upon "${b.content}"`);
  }));
  return problems;
}

function hasSource(elements) {
  try {
    const { date, machine } = JSON.parse(elements.find(({ name }) => name === 'metadata').content);
    return Boolean(date && machine.cpu && machine.cores);
  } catch {
    return false;
  }
}

// The elements of a well-formed document without comments and entities of its
// own, and its texts with the boxes that they fill at most.
function contents(svg) {
  const open = [];
  const elements = [];
  for (const [, closing, name, attributes, empty, content] of svg.matchAll(/<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g)) {
    if (content !== undefined) {
      if (open.length > 0) {
        open.at(-1).content += unescaped(content);
      }
    } else if (closing) {
      open.pop();
    } else {
      const own = Object.fromEntries([...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, unescaped(value)]));
      const found = { name, attributes: own, content: '', size: Number(own['font-size'] ?? open.at(-1)?.size ?? 16) };
      elements.push(found);
      if (!empty) {
        open.push(found);
      }
    }
  }
  return { elements, texts: elements.filter(({ name }) => name === 'text').map(placed) };
}

const unescaped = (text) => text.replace(/&(lt|gt|quot|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name]);

function placed({ attributes, content, size }) {
  const width = textWidth(content, { size, bold: attributes['font-weight'] === '600', code: attributes.style !== undefined });
  const x = Number(attributes.x);
  const y = Number(attributes.y);
  const left = { end: x - width, middle: x - width / 2 }[attributes['text-anchor']] ?? x;
  // Letters reach 0.75 of their size above the baseline, and 0.22 below it.
  return { content, size, left, right: left + width, top: y - 0.75 * size, bottom: y + 0.22 * size };
}
