// Measures and draws the figures of the decks.
//
// OUTDIR gets NAME.svg, and NAME.json with what was measured, where and when.
// Nothing but measuring runs meanwhile: one program after the other.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { check, checkSamples } from './check.mjs';
import { figure } from './drawing/figure.mjs';
import { measurement } from './measuring/measurement.mjs';
import { compiled, compiler, folderOf, measured, named, pythonVersion } from './measuring/programs.mjs';

export const kFigures = ['downloads', 'gil', 'speedup', 'startup', 'races', 'lost-wakeup', 'false-sharing', 'break-even'];

const kUsage = `usage: slides/figures/make [--only NAME]... [--redraw] OUTDIR
       slides/figures/make --check [OUTDIR]
  --only NAME  this figure alone: ${kFigures.join(', ')}
  --redraw     draw what was measured before, from OUTDIR/NAME.json
  --check      look at the figures in OUTDIR: are they well formed, readable, labelled?
               without OUTDIR: at figures of made-up data, ordinary and odd`;

class Misused extends Error {}

function options() {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        only: { type: 'string', multiple: true },
        redraw: { type: 'boolean' },
        check: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Misused(error.message);
  }
  const { values, positionals } = parsed;
  const unknown = values.only?.find((name) => !kFigures.includes(name));
  if (unknown) {
    throw new Misused(`no figure is called ${unknown}`);
  }
  if (positionals.length > 1 || (positionals.length === 0 && !values.check && !values.help)) {
    throw new Misused('one folder is wanted');
  }
  return { ...values, names: values.only ?? kFigures, out: positionals[0] };
}

const kFolder = folderOf(import.meta.url);

// A program that is done in seconds on a quiet machine may take minutes on a busy one.
const kPatience = { seconds: 600 };

// What a figure's measure() may use.
function tools() {
  const headers = [join(kFolder, 'measuring.hpp')];
  const using = compiler();
  return {
    folder: kFolder,
    pythonVersion: pythonVersion(),
    cpp: async (source) => measured(await compiled(source, using, headers), [], { what: named(source), ...kPatience }),
    python: (source) => measured('python3', ['-B', source], { what: named(source), ...kPatience }),
  };
}

async function make(name, out, redraw) {
  const { measure, draw } = await import(`./${name}.mjs`);
  const kept = join(out, `${name}.json`);
  if (!redraw) {
    const taken = await measurement(() => measure(tools()));
    writeFileSync(kept, `${JSON.stringify({ figure: name, ...taken })}\n`);
  }
  const taken = JSON.parse(readFileSync(kept, 'utf8'));
  writeFileSync(join(out, `${name}.svg`), figure(name, draw(taken.data), taken));
}

async function main() {
  const { help, check: checking, names, out, redraw } = options();
  if (help) {
    console.log(kUsage);
    return 0;
  }
  if (checking) {
    return out ? check(names.map((name) => join(out, `${name}.svg`))) : checkSamples(kFigures);
  }
  mkdirSync(out, { recursive: true });
  for (const name of names) {
    const start = Date.now();
    await make(name, out, redraw);
    console.error(`${name.padEnd(14)} ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`slides/figures/make: ${error.message}`);
  if (error instanceof Misused) {
    console.error(kUsage);
  }
  process.exitCode = error instanceof Misused ? 2 : 1;
}
