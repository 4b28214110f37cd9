// Marp as the course uses it: our theme, any HTML, no emoji from elsewhere, no
// formulas; and figures become part of the page.

import { readFileSync } from "node:fs";
import path from "node:path";
import { out } from "./folders.mjs";
import { theme } from "./fonts.mjs";
import { load } from "./packages.mjs";

const { Marp } = await load("@marp-team/marp-core");

export function engine(options = {}) {
  const marp = new Marp({
    ...options,
    html: true,
    math: false,
    emoji: { shortcode: false, unicode: false },
    slug: true,
  });
  marp.themeSet.add(theme());
  marp.use(figures);
  return marp;
}

// `![alt](figures/x.svg)` alone in its paragraph: the SVG itself, so that its
// text is text and has our fonts.
function figures(md) {
  md.core.ruler.before("inline", "course_figures", (state) => {
    state.tokens.forEach((token, at) => {
      const found = token.type === "inline" && /^!\[([^\]]*)\]\((figures\/([\w-]+)\.svg)\)$/.exec(token.content.trim());
      if (!found || state.tokens[at - 1].type !== "paragraph_open") return;
      const html = new state.Token("html_block", "", 0);
      html.content = `<figure class="figure">${drawing(found[2], found[3], found[1], md.utils.escapeHtml)}</figure>\n`;
      state.tokens[at - 1].hidden = state.tokens[at + 1].hidden = true;
      state.tokens[at - 1].tag = state.tokens[at + 1].tag = "";
      state.tokens[at] = html;
    });
  });
}

function drawing(file, name, alt, escape) {
  let svg;
  try {
    svg = readFileSync(path.join(out, file), "utf8");
  } catch {
    return `<div class="missing">${escape(file)} is not drawn yet</div>`;
  }
  return svg
    .slice(svg.indexOf("<svg"))
    .replace(/ aria-labelledby="[^"]*"/, ` aria-label="${escape(alt)}"`)
    .replace(/ id="([^"]*)"/g, ` id="${name}-$1"`)
    .replace(/url\(#([^)]*)\)/g, `url(#${name}-$1)`)
    .replace(/href="#([^"]*)"/g, `href="#${name}-$1"`)
    .replace(/\n\s*\n/g, "\n");
}
