#!/bin/sh
# The same code gets the same verdict, on a quiet machine and on a busy one.
#
# usage: grader/tests/stability.sh [--claims] [N] [NAME...]
#
# Times every speed row of the solutions, and of the mistakes that say something
# of speed, N times (100 if not given), one half quiet and the other half beside
# two busy loops. With --claims it does not only time: skeletons, solutions and
# all mistakes are graded N times. Of all exercises, or of those that are named.
# Prints a table for each half and "N passed, N failed": a row failed if it ever
# got another verdict than the one it must get. That the machine cannot tell is
# no verdict.

only=--speed
if [ "${1-}" = --claims ]; then
  only=''
  shift
fi
count=${1:-100}
case $count in
  '' | *[!0-9]* | 0 | 1) echo "usage: grader/tests/stability.sh [--claims] [N] [NAME...], N at least 2" >&2; exit 2 ;;
esac
[ $# -eq 0 ] || shift
root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd) || exit 5
work=$(mktemp -d) || exit 5

loops=''
# shellcheck disable=SC2317,SC2329 # Called by the traps.
leave() {
  # shellcheck disable=SC2086 # A list.
  [ -z "$loops" ] || kill $loops 2>/dev/null
  [ -z "${grader-}" ] || kill "$grader" 2>/dev/null
  rm -rf "$work"
}
trap leave EXIT
trap 'exit 130' INT TERM HUP

passed=0 failed=0
# measure HOW TIMES NAME...: in the background, so that a signal need not wait for its end.
measure() {
  printf '\n%s, %d times\n' "$1" "$2"
  times=$2
  shift 2
  "$root/grader/grade" check ${only:+"$only"} --repeat "$times" --quiet "$@" >"$work/table" 2>&1 &
  grader=$!
  wait "$grader"
  code=$?
  grader=''
  cat "$work/table"
  counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$work/table" | tail -n 1)
  counts=${counts:-0 1}
  passed=$((passed + ${counts% *})) failed=$((failed + ${counts#* }))
  if [ "$code" -ne 0 ] && [ "${counts#* }" -eq 0 ]; then
    failed=$((failed + 1))
  fi
}

measure quiet "$((count - count / 2))" "$@"
for _ in 1 2; do
  # Ends with this script, even if that is killed.
  while kill -0 $$ 2>/dev/null; do
    for _ in 1 2 3 4 5 6 7 8 9 10; do :; done
  done &
  loops="$loops $!"
done
measure 'beside two busy loops' "$((count / 2))" "$@"

printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
