// The prose of a Markdown file, line by line: without code, addresses and tags,
// so that lines keep their numbers.

export function proseLines(text) {
  let fence = "";
  let front = text.startsWith("---\n");
  let tag = false; // In a tag that spans lines.
  return text.split("\n").map((line, at) => {
    if (front) {
      if (at > 0 && line === "---") front = false;
      return /^(title|description):/.test(line) ? line.replace(/^\w+:/, "") : "";
    }
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence) {
      if (mark?.startsWith(fence)) fence = "";
      return "";
    }
    if (mark) {
      fence = mark;
      return "";
    }
    let left = line
      .replace(/``[^`]+``|`[^`]*`/g, " ")
      .replace(/<!--\s*(_?class|table):.*?-->/g, " ")
      .replace(/<!--|-->/g, " ")
      .replace(/<?https?:\/\/[^\s)>]+/g, " ")
      .replace(/\]\([^)]*\)/g, "] ");
    if (tag) {
      const end = left.indexOf(">");
      if (end < 0) return "";
      left = left.slice(end + 1);
      tag = false;
    }
    left = left.replace(/<\/?[a-z][^>]*>/gi, " ");
    const open = left.search(/<\/?[a-z][^>]*$/i);
    if (open >= 0) {
      tag = true;
      left = left.slice(0, open);
    }
    return left.replace(/&[a-z]+;|&#\d+;/gi, " ");
  });
}
