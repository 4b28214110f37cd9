// The theme's colours against each other, by WCAG 2.1: 4.5 to 1 and more (AA).
// https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio

import { readFileSync } from "node:fs";
import { shown } from "./folders.mjs";

const least = 4.5;

// Foregrounds by background, as theme.css puts them together.
const pairs = {
  paper: ["ink", "quiet", "accent"],
  warm: ["ink", "quiet", "accent"],
  wash: ["ink", "accent", "keyword", "type", "string", "number", "comment"],
  terminal: ["printed"],
  accent: ["paper"],
};

export function contrast(file, problems) {
  const css = readFileSync(file, "utf8");
  const rules = css.slice(css.indexOf("}") + 1);
  const stray = /#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i.exec(rules);
  if (stray) problems.add(shown(file), `the colour ${stray[0]} stands outside :root`, "give it a name there, and a pair in tools/contrast.mjs");
  const colours = Object.fromEntries([...css.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
  for (const [back, fronts] of Object.entries(pairs)) {
    for (const front of fronts) {
      if (!colours[front] || !colours[back]) {
        problems.add(shown(file), `:root has no --${colours[front] ? back : front}`, "add it as #rrggbb");
        continue;
      }
      const found = ratio(colours[front], colours[back]);
      if (found < least) problems.add(shown(file), `--${front} on --${back} has a contrast of ${found.toFixed(2)}`, `have at least ${least}`);
    }
  }
}

function ratio(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
