#!/bin/sh
# The slide decks: their programs run, their slides fit, their prose is spelled
# and linked right; and the checks that say so find every mistake of the decks
# in grader/tests/slides. Closes with one line: `N passed, M failed`.

cd "${COURSE_ROOT:?}" || exit 5
log=build/test/logs/slides
mkdir -p "$log" || exit 5
passed=0 failed=0

right() { passed=$((passed + 1)); }
wrong() {
  failed=$((failed + 1))
  echo "$*"
}

# count FILE: adds what `slides/build --check` counted; without that, it failed.
count() {
  counted=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$1")
  counted=${counted:-0 1}
  passed=$((passed + ${counted% *})) failed=$((failed + ${counted#* }))
}

# --- the checks find mistakes ------------------------------------------------

SLIDES_DECKS=grader/tests/slides SLIDES_OUT=build/test/slides slides/build --check --draft --fresh >"$log/mistakes" 2>&1
code=$?
if [ "$code" -eq 1 ]; then right; else wrong "grader/tests/slides: slides/build --check exits with $code, not 1"; fi
while read -r expected; do
  if grep -qF -- "$expected" "$log/mistakes"; then right
  else wrong "grader/tests/slides: the checks do not report: $expected"
  fi
done <grader/tests/slides/expected.txt
[ "$failed" -eq 0 ] || cat "$log/mistakes"

# --- what draws and measures ---------------------------------------------------

slides/figures/tests/run >"$log/figures" 2>&1
count "$log/figures"
grep -v ' passed, [0-9]* failed$' "$log/figures"

# --- the decks ---------------------------------------------------------------

slides/build --check >"$log/check" 2>&1
count "$log/check"
grep -v ' passed, [0-9]* failed$' "$log/check"

temporary=$(mktemp -d) || exit 5
TMPDIR=$temporary slides/build >"$log/build" 2>&1 || { wrong "slides/build fails:"; cat "$log/build"; }
left=$(ls -A "$temporary")
if [ -z "$left" ]; then right; else wrong "slides/build leaves in TMPDIR: $left"; fi
rm -rf "$temporary"
for deck in slides/[0-9][0-9]-*.md; do
  name=${deck##*/}
  name=${name%.md}
  html=build/slides/$name.html pdf=build/slides/$name.pdf
  if ! [ -s "$html" ] || ! [ -s "$pdf" ]; then wrong "$deck: slides/build leaves no $html or no $pdf"
  elif grep -Eiq '<(script|link|img|iframe|source)[^>]+(src|href)="(https?:)?//|url\(.?(https?:)?//|@import' "$html"; then
    wrong "$html: fetches something from elsewhere"
  elif ! grep -q "href=\"$name.html\"" build/slides/index.html; then wrong "build/slides/index.html: does not name $name"
  else right
  fi
done

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
