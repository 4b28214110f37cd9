#!/bin/sh
# release.sh [--whole]: grade release, as an instructor uses it, on a course of one
# exercise, graded by the grader that is there; with --whole also on all of them,
# graded by the grader that the release holds.
# Prints one line for each case that fails, and "N passed, N failed".

root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd) || exit 5
built=$root/build/grader/grade
work=$(mktemp -d) || exit 5
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
passed=0
failed=0

timeout 1500 "$root/grader/grade" --version >/dev/null || exit 1

# case_of NAME CONDITION...: a command that must succeed.
case_of() {
  name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'release: %s\n' "$name"
    sed 's/^/    /' "$work/out" | head -n 30
  fi
}

# in_folder SECONDS FOLDER ARGUMENT...: the grader on the course in FOLDER; sets $code.
in_folder() {
  limit=$1
  where=$2
  shift 2
  COURSE_ROOT=$where timeout -k 5 "$limit" "$built" "$@" >"$work/out" 2>&1 </dev/null
  code=$?
}

says() { grep -q -e "$1" "$work/out"; }
is() { [ "$1" = "$2" ]; }
is_absent() { [ ! -e "$1" ]; }

# shellcheck source=grader/tests/small_course.sh
. "$root/grader/tests/small_course.sh"

# No file of the release has the content of an answer, whatever its name.
holds_no_answer() {
  find "$1" -type f -exec sha256sum {} + | cut -d ' ' -f 1 | sort -u >"$work/released"
  find "$2/solutions" "$2/grader/tests/wrong" -type f -exec sha256sum {} + |
    cut -d ' ' -f 1 | sort -u >"$work/answers"
  [ -s "$work/answers" ] && [ -z "$(comm -12 "$work/released" "$work/answers")" ] &&
    ! grep -rq '// expect: ' "$1/exercises"
}

# Each line of README that names a file below the course must be true there.
readme_is_true() {
  grep -o '](\([^):]*\))' "$1/README.md" | sed 's/^](//; s/)$//; s/#.*//' | while read -r link; do
    [ -e "$1/$link" ] || echo "$link"
  done >"$work/dead"
  [ ! -s "$work/dead" ] && ! grep -q -e '`solutions' -e 'submission solutions' -e 'grader/test' -e 'slides/' -e '<!--' "$1/README.md"
}

# look_at FOLDER COURSE: what every release must be; $work/out is what was printed.
look_at() {
  case_of 'it is released' is "$code" 0
  case_of 'it says what it left out' says '^ .* solutions/\|^left out: .* solutions/'
  case_of 'no answer is in it' holds_no_answer "$1" "$2"
  for file in solutions slides build .git .ci CONTRIBUTING.md grader/test grader/tests grader/explore/zoo; do
    case_of "no $file" is_absent "$1/$file"
  done
  case_of 'nothing is left beside it' is_absent "$1.new"
  case_of 'README names nothing that is not there' readme_is_true "$1"
  case_of 'the launcher can be started' test -x "$1/grader/grade"
  in_folder 60 "$1" list
  case_of 'list works there' says '^01-threads  *to do'
}

course=$work/course
students=$work/students
small_course "$course"
: >"$course/exercises/01-threads/mine.cpp.kept-1"
echo '01-threads/threads.cpp hidden test' >"$course/hidden.txt"
git -C "$course" add hidden.txt
echo 'grades' >"$course/exercises/01-threads/grades.csv" # Not in git.
in_folder 900 "$course" release "$students" --quick
case_of 'it says what it proved' says ' 0 of 100 points, 1 exercise not written yet (by this'
case_of 'it says where it takes it from' says "^taken from $course as it stands: what git tracks, none of it committed$"
case_of 'and what git does not track' says '^not taken, for git does not track it: exercises/01-threads/grades.csv;'
case_of 'nothing that git does not track' is_absent "$students/exercises/01-threads/grades.csv"
case_of 'nothing that nobody knows' is_absent "$students/hidden.txt"
look_at "$students" "$course"

in_folder 60 "$students" check
case_of 'check says that this is the wrong place' says "this is a students' repository"
case_of 'check is a mistake of usage there' is "$code" 2

in_folder 60 "$course" release "$students"
case_of 'no folder is overwritten' says 'is not empty; name a folder that does not exist yet'
case_of 'that is a mistake of usage' is "$code" 2

# What students do: commit it, write something, begin anew.
git -C "$students" init -q
git -C "$students" add .
git -C "$students" -c user.name=x -c user.email=x@example.org commit -qm 'The course'
cp "$course/solutions/01-threads/threads.cpp" "$students/exercises/01-threads/threads.cpp"
if [ "${1-}" = --whole ]; then
  in_folder 900 "$students" run 01
  case_of 'a solution earns its tests there' says '14 of 14 tests passed'
fi
in_folder 60 "$students" reset 01
case_of 'reset finds the skeleton there' says 'is the skeleton again'

# A skeleton that is solved in the course's own checkout.
skeleton=$course/exercises/01-threads/threads.cpp
cp "$skeleton" "$work/skeleton"
cp "$course/solutions/01-threads/threads.cpp" "$skeleton"
in_folder 60 "$course" release "$work/solved" --quick
case_of 'a solution in exercises/ is found' says 'threads.cpp holds solutions/01-threads/threads.cpp'
case_of 'then the course is broken' is "$code" 3
case_of 'and nothing is released' is_absent "$work/solved"
case_of 'nor left' is_absent "$work/solved.new"

if [ "${1-}" = --whole ]; then
  # The same in other words is found by grading alone.
  sed 's/^}/ }/' "$course/solutions/01-threads/threads.cpp" >"$skeleton"
  in_folder 900 "$course" release "$work/solved" --quick
  case_of 'a skeleton that earns points is found' is "$code" 3
  case_of 'by grading it' says 'exercises/01-threads earns [0-9]* points as it stands'
  case_of 'and again nothing is released' is_absent "$work/solved"
  case_of 'what was written can be looked at' test -e "$work/solved.new/repository/README.md"
fi
cp "$work/skeleton" "$skeleton"

rm "$course/exercises/01-threads/hints.md"
in_folder 60 "$course" release "$work/solved" --quick
case_of 'a file that is gone is named' says 'exercises/01-threads/hints.md:1: git tracks it'
case_of 'no draft is left, not even the one before' is_absent "$work/solved.new"

if [ "${1-}" = --whole ]; then
  in_folder 4000 "$root" release "$work/all"
  case_of 'it is graded by its own grader' says ' 0 of [0-9]* points, [0-9]* exercises not written yet$'
  look_at "$work/all" "$root"
fi

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
