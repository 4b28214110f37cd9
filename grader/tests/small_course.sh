# shellcheck shell=sh
# A course of one exercise, for tests that must not take long. Sourced, with $root and
# $work set.

tracked() { git -c safe.directory='*' -C "${root:?}" ls-files 2>/dev/null; }

# small_course FOLDER: exercise 01 alone, with all that belongs to it, and a git of its own.
small_course() {
  mkdir "$1"
  { tracked || exit 5; } | grep -v -e '^slides/' -e '^\(exercises\|solutions\)/[0-9]' \
    -e '^grader/tests/\(wrong\|hostile\)/' >"${work:?}/files"
  tracked | grep '^\(exercises\|solutions\|grader/tests/wrong\)/01-' >>"$work/files"
  tar -C "$root" -cf - -T "$work/files" | tar -C "$1" -xf -
  sed '/^add_exercise(/{/(01-/!d}' "$root/exercises/CMakeLists.txt" >"$1/exercises/CMakeLists.txt"
  git -C "$1" init -q
  git -C "$1" add .
}
