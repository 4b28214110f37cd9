// The theme with its fonts inside, so that a deck looks the same everywhere and
// fetches nothing.

import { readFileSync } from "node:fs";
import path from "node:path";
import { slides } from "./folders.mjs";
import { packageFile } from "./packages.mjs";

const latin = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
const boxes = "U+2500-259F"; // Drawn with lines, in `text` blocks.

const faces = [
  ["Source Sans 3", "source-sans-3", "latin", 400, "normal", latin],
  ["Source Sans 3", "source-sans-3", "latin", 400, "italic", latin],
  ["Source Sans 3", "source-sans-3", "latin", 600, "normal", latin],
  ["Source Sans 3", "source-sans-3", "latin", 700, "normal", latin],
  ["Fira Code", "fira-code", "latin", 400, "normal", latin],
  ["Fira Code", "fira-code", "latin", 600, "normal", latin],
  ["Fira Code", "fira-code", "symbols2", 400, "normal", boxes],
];

export function theme() {
  const rules = faces.map(([family, name, subset, weight, style, range]) => {
    const data = readFileSync(packageFile(`@fontsource/${name}`, `files/${name}-${subset}-${weight}-${style}.woff2`)).toString("base64");
    return `@font-face { font-family: "${family}"; font-weight: ${weight}; font-style: ${style}; unicode-range: ${range}; src: url(data:font/woff2;base64,${data}) format("woff2"); }`;
  });
  return `${readFileSync(path.join(slides, "theme.css"), "utf8")}\n${rules.join("\n")}\n`;
}
