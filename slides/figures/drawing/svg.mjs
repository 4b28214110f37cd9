// SVG as a tree of elements, and how wide a text is at most.
//
// Pure: nothing here reads or writes a file.

// An element; children are elements or strings, and lists of them. Attributes
// that are undefined are left out; numbers are rounded to a hundredth of a pixel.
export function element(name, attributes = {}, ...children) {
  return { name, attributes, children: children.flat(Infinity).filter((child) => child !== undefined) };
}

export function render(node, indent = '') {
  if (typeof node === 'string') {
    return indent + escaped(node);
  }
  const attributes = Object.entries(node.attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(typeof value === 'number' ? rounded(value) : value)}"`)
    .join('');
  const open = `${indent}<${node.name}${attributes}`;
  if (node.children.length === 0) {
    return `${open}/>`;
  }
  // White space inside a text would be drawn.
  if (node.children.every((child) => typeof child === 'string')) {
    return `${open}>${node.children.map(escaped).join('')}</${node.name}>`;
  }
  const inside = node.children.map((child) => render(child, `${indent}  `));
  return [`${open}>`, ...inside, `${indent}</${node.name}>`].join('\n');
}

function rounded(number) {
  if (!Number.isFinite(number)) {
    throw new Error(`a figure has a coordinate that is ${number}`);
  }
  return String(Math.round(number * 100) / 100);
}

function escaped(text) {
  // What XML 1.0 forbids even in escaped form is dropped.
  // eslint-disable-next-line no-control-regex
  const allowed = String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return allowed.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
}

// Widths of DejaVu Sans in thousandths of the font's size. It is the widest of
// the fonts that a browser is likely to take, so that what fits in it fits.
const kWidths = {
  ' ': 318, '!': 401, '"': 460, '#': 838, '$': 636, '%': 950, '&': 780, "'": 275, '(': 390, ')': 390,
  '*': 500, '+': 838, ',': 318, '-': 361, '.': 318, '/': 337, ':': 337, ';': 337, '<': 838, '=': 838,
  '>': 838, '?': 531, '@': 1000, '[': 390, '\\': 337, ']': 390, '^': 838, _: 500, '·': 318, '×': 838,
  A: 684, B: 686, C: 698, D: 770, E: 632, F: 575, G: 775, H: 752, I: 295, J: 295, K: 656, L: 557,
  M: 863, N: 748, O: 787, P: 603, Q: 787, R: 695, S: 635, T: 611, U: 732, V: 684, W: 989, X: 685,
  Y: 611, Z: 685, a: 613, b: 635, c: 550, d: 635, e: 615, f: 352, g: 635, h: 634, i: 278, j: 278,
  k: 579, l: 278, m: 974, n: 634, o: 612, p: 635, q: 635, r: 411, s: 521, t: 392, u: 634, v: 592,
  w: 818, x: 592, y: 592, z: 525,
};
const kWidthOfOthers = 640; // Digits, too.
const kWidthInCode = 602; // DejaVu Sans Mono; Courier New has 600.
const kBold = 1.1;

// The most pixels that `text` takes in any font that is likely to be there.
export function textWidth(text, { size, code = false, bold = false }) {
  const thousandths = [...text].reduce(
    (sum, c) => sum + (code ? kWidthInCode : (kWidths[c] ?? kWidthOfOthers)), 0);
  return (thousandths / 1000) * size * (bold && !code ? kBold : 1);
}
