#!/bin/sh
# check.sh [OPTION...]: grader/grade check, and then a look at the machine: no
# process, no file and no shared memory of it may be left.
# Prints what check prints, a line for each thing that is left, and
# "N passed, N failed".

root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd) || exit 5
work=$(mktemp -d) || exit 5
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
mkdir "$work/tmp"

shared_memory() { find /dev/shm -mindepth 1 2>/dev/null | sort; }

# Whatever the grader starts names a folder below its TMPDIR.
processes() {
  for folder in /proc/[0-9]*; do
    line=$(tr '\0' ' ' 2>/dev/null <"$folder/cmdline") || continue
    case $line in *"$work/tmp/"*) echo "${folder#/proc/} $line" ;; esac
  done
}

shared_memory >"$work/memory"
{
  TMPDIR=$work/tmp "$root/grader/grade" check "$@" 2>&1
  echo $? >"$work/code"
} | tee "$work/out"
count=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$work/out" | tail -n 1)
count=${count:-0 1}
passed=${count% *}
failed=${count#* }
[ "$(cat "$work/code")" = 0 ] || [ "$failed" -gt 0 ] || failed=1

# nothing WHAT LEFT: LEFT must be empty.
nothing() {
  if [ -z "$2" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'check has left %s:\n%s\n' "$1" "$2"
  fi
}
nothing 'processes' "$(processes)"
nothing 'files' "$(find "$work/tmp" -mindepth 1 | head -n 5)"
nothing 'shared memory' "$(shared_memory | comm -13 "$work/memory" - | head -n 5)"

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
