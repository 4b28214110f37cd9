// Looks at the rendered slides as a person in the last row would: is everything
// on the slide, large enough, and on nothing else?

import { openDeck } from "./browser.mjs";

// For each slide, a list of [what, next].
export async function measure(browser, rendered) {
  const page = await openDeck(browser, rendered);
  const found = await page.evaluate(look, { slack: 1.5, code: 20, text: 16 });
  await page.close();
  return found;
}

// Runs in the page, so that it uses nothing from here.
function look(least) {
  const words = (text) => JSON.stringify(text.trim().replace(/\s+/g, " ").slice(0, 50));
  const within = (inner, outer) =>
    inner.left >= outer.left - least.slack &&
    inner.right <= outer.right + least.slack &&
    inner.top >= outer.top - least.slack &&
    inner.bottom <= outer.bottom + least.slack;
  const meet = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;

  const textsOf = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      if (!node.data.trim() || ["STYLE", "SCRIPT", "TITLE", "DESC", "METADATA"].includes(parent.tagName.toUpperCase())) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
      if (boxes.length) texts.push({ node, parent, boxes });
    }
    return texts;
  };

  // In pixels as shown: a drawing is scaled.
  const sizeOf = (element) => {
    const size = parseFloat(getComputedStyle(element).fontSize);
    const matrix = element instanceof SVGElement && element.getScreenCTM?.();
    return matrix ? size * Math.hypot(matrix.a, matrix.b) : size;
  };

  const blocks = "h1, h2, h3, p, ul, ol, li, pre, table, blockquote, figure, img, div, svg";

  return [...document.querySelectorAll("section")].map((section) => {
    const problems = new Map(); // The first of each kind, and how many more.
    const say = (kind, detail, next) => {
      if (problems.has(kind)) problems.get(kind).more++;
      else problems.set(kind, { detail, next, more: 0 });
    };
    const slide = section.getBoundingClientRect();
    const footer = section.querySelector(":scope > footer");
    const feet = [];
    if (footer) {
      const range = document.createRange();
      range.selectNodeContents(footer);
      feet.push(range.getBoundingClientRect());
    }
    feet.push(new DOMRect(slide.right - 64 - 30, slide.bottom - 40, 30, 20)); // The page number.

    for (const { node, parent, boxes } of textsOf(section)) {
      if (footer?.contains(parent)) continue;
      const text = words(node.data);
      const size = sizeOf(parent);
      if (parent.closest("pre, code") && size < least.code - 0.1) say(`code of ${size.toFixed(1)} px`, text, `at least ${least.code} px`);
      else if (size < least.text - 0.1) say(`text of ${size.toFixed(1)} px`, text, `at least ${least.text} px`);
      const box = parent.closest("pre, td, th, .columns > div, svg, section");
      const outer = box.getBoundingClientRect();
      for (const line of boxes) {
        const height = { left: line.left, right: line.right, top: Math.max(line.top, outer.top), bottom: Math.min(line.bottom, outer.bottom) };
        if (!within(line, slide)) say("text leaves the slide", text, "say less, or split the slide");
        else if (!within(height, outer)) {
          const over = Math.round(Math.max(line.right - outer.right, outer.left - line.left));
          const where = box.tagName.toLowerCase() === "pre" ? "a code line leaves its box" : "text leaves its box";
          say(where, `${text} by ${over} px`, "break the line, or shorten it");
        }
        if (feet.some((foot) => meet(line, foot))) say("text over the foot of the slide", text, "say less, or split the slide");
      }
    }

    const style = getComputedStyle(section);
    const right = slide.right - parseFloat(style.paddingRight);
    const bottom = slide.bottom - 44; // Below stands the foot.
    for (const element of section.querySelectorAll(blocks)) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 && box.height === 0) continue;
      const name = element.tagName.toLowerCase();
      const over = Math.max(box.right - slide.right, box.bottom - slide.bottom, slide.left - box.left, slide.top - box.top);
      if (over > least.slack) say("an element leaves the slide", `<${name}> by ${Math.round(over)} px`, "say less, or split the slide");
      else if (box.bottom > bottom + least.slack) say("an element reaches into the foot of the slide", `<${name}> by ${Math.round(box.bottom - bottom)} px`, "say less, or split the slide");
      else if (box.right > right + least.slack) say("an element reaches into the margin", `<${name}> by ${Math.round(box.right - right)} px`, "shorten its lines");
      const column = element.closest(".columns > div");
      if (column && element !== column && !within(box, { ...column.getBoundingClientRect().toJSON(), top: -1e9, bottom: 1e9 })) say("an element leaves its column", `<${name}>`, "shorten its lines");
    }
    for (const image of section.querySelectorAll("img")) {
      if (!image.complete || !image.naturalWidth) say("a picture is not loaded", words(image.alt), "correct its name");
    }
    for (const drawing of section.querySelectorAll("svg")) {
      const box = drawing.getBoundingClientRect();
      if (box.width < 40 || box.height < 40) say("a drawing is tiny", `${Math.round(box.width)} x ${Math.round(box.height)} px`, "give it room");
    }
    for (const missing of section.querySelectorAll(".missing")) say("a figure is missing", missing.textContent, "run slides/build, which draws it");
    return [...problems].map(([kind, { detail, next, more }]) => [`${kind}: ${detail}${more ? `, and ${more} more` : ""}`, next]);
  });
}
