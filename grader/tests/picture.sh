#!/bin/sh
# Makes .github/report.svg, the README's picture, from a real run: 01 solved,
# 02 with the classic race, as a terminal shows it.

root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd) || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/alice"
cp -R "$root/solutions/01-threads" "$work/alice/"
cp -R "$root/grader/tests/wrong/02-races/plain-count" "$work/alice/02-races"
sed -i '/^\/\/ \(expect\|passes\): /d' "$work/alice/02-races/races.cpp"

cd "$work" || exit 1
# Only a terminal gets colours; script(1) is one.
TERM=xterm-256color script -qec "$root/grader/grade run 01 02 --submission alice --quiet" /dev/null |
  tr -d '\r' >report.txt
awk -v command='$ grader/grade run 01 02 --submission alice' '
  BEGIN {
    colour["31"] = "#f2777a"; colour["32"] = "#99cc99"; colour["33"] = "#ffcc66"
    colour["34"] = "#6699cc"; colour["35"] = "#cc99cc"; colour["36"] = "#66cccc"
    lines = 1; row[1] = escape(command)
  }
  function escape(text) {
    gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text)
    return text
  }
  # One line with colour sequences becomes tspans; each sequence sets the style anew.
  function painted(text,    out, codes, n, part, i, style) {
    out = ""; style = ""
    while (match(text, /\033\[[0-9;]*m/)) {
      if (RSTART > 1) out = out "<tspan" style ">" escape(substr(text, 1, RSTART - 1)) "</tspan>"
      codes = substr(text, RSTART + 2, RLENGTH - 3)
      text = substr(text, RSTART + RLENGTH)
      n = split(codes, part, ";")
      if (codes == "" || codes == "0") style = ""
      for (i = 1; i <= n; ++i) {
        if (part[i] in colour) style = style " fill=\"" colour[part[i]] "\""
        if (part[i] == "1") style = style " font-weight=\"bold\""
        if (part[i] == "2") style = style " opacity=\"0.7\""
      }
    }
    return out "<tspan" style ">" escape(text) "</tspan>"
  }
  { row[++lines] = painted($0) }
  END {
    height = 24 + 18 * lines
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"700\" height=\"%d\" ", height
    print "role=\"img\" aria-label=\"A report of the grader in a terminal\">"
    print "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1d2026\"/>"
    print "<g font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"13\" fill=\"#d8dee9\" xml:space=\"preserve\">"
    for (i = 1; i <= lines; ++i) printf "<text x=\"16\" y=\"%d\">%s</text>\n", 10 + 18 * i, row[i]
    print "</g>\n</svg>"
  }' report.txt >"$root/.github/report.svg"
