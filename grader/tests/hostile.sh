#!/bin/sh
# Every attack below grader/tests/hostile gets the verdict that its first line
# expects and earns nothing, and the machine is clean afterwards: no process, no
# temporary file, no shared memory, no control group, no changed byte of the
# course. As this user, and as an ordinary one if this user is root.
# Prints one line for each thing that is wrong, and "N passed, N failed".

root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd) || exit 5
work=$(mktemp -d) || exit 5
chmod 755 "$work"
grader=''
# shellcheck disable=SC2317,SC2329 # Called by the traps.
leave() {
  [ -z "$grader" ] || kill -9 "$grader" 2>/dev/null
  rm -rf "$work"
}
trap leave EXIT
trap 'exit 130' INT TERM HUP

passed=0
failed=0
good() { passed=$((passed + 1)); }
fail() {
  failed=$((failed + 1))
  printf 'hostile: %s\n' "$1"
}

# What runs in a sandbox goes by these names.
sandboxed() { ps -e -o pid=,comm= | awk '$2 == "program" || $2 == "bwrap" { print $1 }' | sort; }

course_bytes() {
  (cd "$1" && find exercises solutions grader -type f -exec cksum {} + | sort)
}

# look NAME COURSE TMPDIR: whether the machine is as it was.
look() {
  tries=0
  while [ -n "$(sandboxed | comm -13 "$work/processes" -)" ] && [ $tries -lt 50 ]; do
    sleep 0.2
    tries=$((tries + 1))
  done
  left=$(sandboxed | comm -13 "$work/processes" -)
  if [ -n "$left" ]; then fail "$1: processes are left: $left"; else good; fi
  left=$(find "$3" -mindepth 1 | head -n 3)
  if [ -n "$left" ]; then fail "$1: temporary files are left: $left"; else good; fi
  find /dev/shm -mindepth 1 2>/dev/null | sort >"$work/memory.now"
  left=$(comm -13 "$work/memory" "$work/memory.now")
  if [ -n "$left" ]; then fail "$1: shared memory is left: $left"; else good; fi
  left=$(find /sys/fs/cgroup -maxdepth 3 -name 'course-grade-*' 2>/dev/null | head -n 3)
  if [ -n "$left" ]; then fail "$1: control groups are left: $left"; else good; fi
  course_bytes "$2" >"$work/course.now"
  if cmp -s "$work/course" "$work/course.now"; then good; else fail "$1: the course has changed"; fi
}

# attack NAME COURSE COMMAND...: COMMAND starts what follows as the user in question.
attack() {
  name=$1
  course=$2
  shift 2
  tmp=$work/tmp
  rm -rf "$tmp"
  mkdir -m 1777 "$tmp"
  # Builds what has to be built, so that nothing else is timed and counted.
  "$@" env "TMPDIR=$tmp" timeout 1500 "$course/grader/grade" run 01 --quiet >/dev/null 2>&1
  course_bytes "$course" >"$work/course"
  sandboxed >"$work/processes"
  find /dev/shm -mindepth 1 2>/dev/null | sort >"$work/memory"

  "$@" env "TMPDIR=$tmp" timeout 1500 "$course/grader/grade" check --hostile --quiet >"$work/out" 2>&1
  count=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$work/out" | tail -n 1)
  count=${count:-0 1}
  passed=$((passed + ${count% *}))
  failed=$((failed + ${count#* }))
  [ "${count#* }" = 0 ] || grep -A 1 'NO$' "$work/out"
  look "$name" "$course" "$tmp"

  # Killed in the middle, the grader can clean up nothing itself.
  "$@" env "TMPDIR=$tmp" "$course/grader/grade" run 10 \
    --submission "$course/grader/tests/hostile/10-processes/stops-everybody" >"$work/out" 2>"$work/err" &
  grader=$!
  tries=0
  while ! grep -q testing "$work/err" && [ $tries -lt 300 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  sleep 1
  pkill -9 -P "$grader" 2>/dev/null
  kill -9 "$grader" 2>/dev/null
  wait "$grader" 2>/dev/null
  grader=''
  "$@" env "TMPDIR=$tmp" timeout 300 "$course/grader/grade" run 01 --quiet >/dev/null 2>&1
  look "$name, killed" "$course" "$tmp"
}

attack "$(id -un)" "$root" env
if [ "$(id -u)" = 0 ]; then
  mkdir "$work/course-of-nobody"
  (cd "$root" && tar -cf - --exclude=./build --exclude=./.git .) | tar -xf - -C "$work/course-of-nobody"
  chown -R 65534:65534 "$work/course-of-nobody"
  attack nobody "$work/course-of-nobody" \
    setpriv --reuid=65534 --regid=65534 --clear-groups env "HOME=$work/course-of-nobody"
fi

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
