#!/bin/bash
# The step "Grade" of workflows/grade.yml, in the runner's workspace: grades submission/ with
# course/, and with the hidden tests in tests/ if they are there. Without submission/, a
# student's copy of the course grades itself, and the course's own repository its solutions.
# Takes EXERCISES (names) and FOLDER (of the exercises in submission/), both may be empty.
# Leaves report.json, report.html, summary.md and annotations.txt, and the grader's exit code
# in $GITHUB_OUTPUT; exits with 0 whatever it is, for "Conclude" judges it.

if [ -d submission ]; then
  from=submission/${FOLDER:-.}
elif [ -d course/solutions ]; then
  from=course/solutions
else
  from=course
fi
read -ra names <<<"${EXERCISES-}"
tests=()
[ ! -d tests ] || tests=(--tests tests)

# Between the two lines with this word, the runner reads no commands in what is printed.
quiet=$(cat /proc/sys/kernel/random/uuid)
echo "::stop-commands::$quiet"
code=0
env -u GITHUB_ENV -u GITHUB_PATH -u GITHUB_OUTPUT -u GITHUB_STATE -u GITHUB_STEP_SUMMARY \
  course/grader/grade run "${names[@]}" --submission "$from" "${tests[@]}" \
  --json report.json --markdown summary.md --html report.html --annotations annotations.txt \
  </dev/null || code=$?
echo
echo "::$quiet::"
echo "exit-code=$code" >>"${GITHUB_OUTPUT:?}"
