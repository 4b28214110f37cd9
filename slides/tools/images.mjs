// A picture of each slide, and one sheet with all of them, to look at.

import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { out, shown } from "./folders.mjs";
import { openDeck } from "./browser.mjs";

export async function images(browser, name, rendered) {
  const folder = path.join(out, "images", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const page = await openDeck(browser, rendered);
  const sections = await page.$$("section");
  const files = [];
  for (const [at, section] of sections.entries()) {
    const file = path.join(folder, `${String(at + 1).padStart(2, "0")}.png`);
    await section.screenshot({ path: file, captureBeyondViewport: true });
    files.push(file);
  }
  await page.close();
  await sheet(browser, files, path.join(folder, "sheet.png"));
  return shown(folder);
}

async function sheet(browser, files, to) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1680, height: 800 });
  const pictures = files.map((file) => `<img src="data:image/png;base64,${readFileSync(file).toString("base64")}">`);
  await page.setContent(`<style>body{margin:8px;background:#777;display:grid;grid-template-columns:repeat(4,1fr);gap:8px}img{width:100%;display:block}</style>${pictures.join("")}`, { waitUntil: "load" });
  await page.screenshot({ path: to, fullPage: true });
  await page.close();
}
