// One headless browser, whichever of these is installed.

import { accessSync, constants } from "node:fs";
import path from "node:path";
import { load } from "./packages.mjs";
import { Problem } from "./problems.mjs";

const names = ["chromium", "google-chrome", "google-chrome-stable", "chrome", "chromium-browser"];

export function browserPath() {
  if (process.env.SLIDES_BROWSER) return process.env.SLIDES_BROWSER;
  for (const name of names) {
    for (const folder of (process.env.PATH ?? "").split(":")) {
      const file = path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        continue;
      }
    }
  }
  throw new Problem("slides", "no browser is here", "install Chromium or Chrome, or name one in SLIDES_BROWSER");
}

// As root, and in many containers, a browser has no sandbox; it loads our pages alone.
export const browserArguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none", "--force-color-profile=srgb"];

// Runs `work` with a page; the browser ends with it.
export async function withBrowser(work) {
  const { default: puppeteer } = await load("puppeteer-core");
  const browser = await puppeteer.launch({
    executablePath: browserPath(),
    args: browserArguments,
    headless: true,
    pipe: true, // so that it ends also if this process is killed
    timeout: 120000,
    protocolTimeout: 300000,
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

// A page with all slides of a deck below each other, in pixels as designed.
export async function openDeck(browser, { html, css }) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 720 });
  await page.setContent(`<!doctype html><html lang="en"><head><meta charset="utf-8"><style>body{margin:0}${css}</style></head><body>${html}</body></html>`, { waitUntil: "load", timeout: 120000 });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page;
}
