// Relative links and their anchors lead somewhere.

import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { shown } from "./folders.mjs";

export function links(file, problems) {
  let fence = false;
  readFileSync(file, "utf8")
    .split("\n")
    .forEach((line, at) => {
      if (/^\s*(```|~~~)/.test(line)) fence = !fence;
      if (fence) return;
      const plain = line.replace(/`[^`]*`/g, "");
      for (const [, target] of [...plain.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g), ...plain.matchAll(/(?:href|src)="([^"]+)"/g)]) {
        if (/^[a-z][a-z+.-]*:/i.test(target) || target.startsWith("figures/")) continue;
        const wrong = problemOf(file, target);
        if (wrong) problems.add(`${shown(file)}:${at + 1}`, `the link ${target} leads nowhere: ${wrong}`, "correct it");
      }
    });
}

function problemOf(file, target) {
  const [name, anchor] = target.split("#");
  const to = name ? path.resolve(path.dirname(file), decodeURIComponent(name)) : file;
  if (!existsSync(to)) return `${shown(to)} does not exist`;
  if (!anchor || statSync(to).isDirectory() || !to.endsWith(".md")) return "";
  return anchors(to).has(anchor) ? "" : `${shown(to)} has no heading for #${anchor}`;
}

// As GitHub names headings.
function anchors(file) {
  const names = new Map();
  const found = new Set();
  let fence = false;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (/^\s*(```|~~~)/.test(line)) fence = !fence;
    const heading = !fence && /^#{1,6} (.*)$/.exec(line);
    if (!heading) continue;
    const name = heading[1].toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").trim().replace(/ /g, "-");
    const times = names.get(name) ?? 0;
    names.set(name, times + 1);
    found.add(times ? `${name}-${times}` : name);
  }
  return found;
}
