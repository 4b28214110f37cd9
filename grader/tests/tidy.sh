#!/bin/sh
# clang-tidy over the grader, the support code and the solutions, as many at a
# time as there are CPUs. Needs the folders that grader/test configures.

cd "${COURSE_ROOT:?}" || exit 5
tidy="clang-tidy-19"
"$tidy" --verify-config || exit 1

# listed FOLDER PATTERN: the sources that this folder compiles.
listed() {
  sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' "$1/compile_commands.json" | sort -u |
    grep "$2" | grep -v '_test\.cpp$\|_bench\.cpp$'
}

# check FOLDER PATTERN: all of its diagnostics are errors by .clang-tidy.
check() {
  listed "$1" "$2" >build/test/tidy.list
  [ -s build/test/tidy.list ] || { echo "$1 compiles nothing like $2"; return 1; }
  echo "$(wc -l <build/test/tidy.list) files of $1"
  tr '\n' '\0' <build/test/tidy.list |
    xargs -0 -n 1 -P "$(nproc)" "$tidy" -p "$1" --quiet >build/test/tidy.out 2>&1
  code=$?
  grep -v 'warnings\{0,1\} generated' build/test/tidy.out
  return $code
}

bad=0
check build/test/plain "^$COURSE_ROOT/grader/" || bad=1
check build/test/presets "^$COURSE_ROOT/\(exercises/support\|solutions\)/" || bad=1
exit $bad
