#!/bin/bash
# Makes Gradescope's image able to grade: installs what is missing, builds the grader,
# the tests and the benchmarks. Gradescope runs it once, as root, when the autograder is
# uploaded; what it builds stays in the image. Fails where nothing could be graded.

set -eu
source=${AUTOGRADER_ROOT:-/autograder}/source
course=$source/course
for script in "$source/run_autograder" "$course/grader/grade"; do
  [ -x "$script" ] || chmod +x "$script" # An unpacked zip may have lost it.
done

"$course/grader/grade" --version
# Grading what nobody has written yet builds all else; nothing of it counts.
mapfile -t exercises <"$source/exercises"
code=0
"$course/grader/grade" run "${exercises[@]}" --submission "$course" </dev/null || code=$?
if [ "$code" -ne 1 ]; then
  echo "setup.sh: the skeletons should be graded and miss points (exit code 1), not $code" >&2
  exit 1
fi
