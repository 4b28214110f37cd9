#!/bin/sh
# Runs the real grader on bad input and bad manners, and looks at what a user
# would see: exit code, message, time, and what is left behind.
# Prints one line for each case that fails, and "N passed, N failed".

here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -P -- "$here/../.." && pwd)
grade=$root/grader/grade
work=$(mktemp -d) || exit 1
TMPDIR=$work/tmp
export TMPDIR
mkdir "$TMPDIR"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

passed=0
failed=0

# Builds the grader if need be, so that no case has to wait for it.
timeout 1500 "$grade" --version >/dev/null || exit 1
# The same for the course; what it finds is no matter here.
timeout 1500 "$grade" run 01 --submission "$root/solutions" --quiet >/dev/null 2>&1

fail() {
  failed=$((failed + 1))
  printf 'end to end: %s: %s\n' "$name" "$1"
  sed 's/^/    /' "$work/out" "$work/err" | head -n 30
}

# case NAME SECONDS ARGUMENT...: runs the grader; sets $code.
run() {
  name=$1
  limit=$2
  shift 2
  timeout -k 5 "$limit" "$grade" "$@" >"$work/out" 2>"$work/err" </dev/null
  code=$?
}

# expect CODE PATTERN...: every pattern must stand in what was printed, and
# nothing may be left behind.
expect() {
  wanted=$1
  shift
  if [ "$code" != "$wanted" ]; then
    fail "exit code $code, not $wanted"
    return
  fi
  for pattern in "$@"; do
    if ! cat "$work/out" "$work/err" | grep -q -e "$pattern"; then
      fail "no '$pattern' in what it printed"
      return
    fi
  done
  left=$(find "$TMPDIR" -mindepth 1 | head -n 3)
  if [ -n "$left" ]; then
    fail "left behind: $left"
    rm -rf "${TMPDIR:?}"/*
    return
  fi
  passed=$((passed + 1))
}

# submission NAME: an empty one for exercise 01; prints its folder.
submission() {
  mkdir -p "$work/$1/01-threads"
  printf '%s\n' "$work/$1/01-threads"
}

# A submission for 10 whose run_in_process does what standard input says.
body() {
  mkdir -p "$work/$1/10-processes"
  {
    printf '#include "processes.hpp"\n#include <chrono>\n#include <csignal>\n#include <cstdio>\n#include <stdexcept>\n#include <thread>\n'
    printf 'namespace course {\nOutcome run_in_process(const Task&, std::chrono::milliseconds timeout) {\n'
    cat
    printf '}\nstd::vector<Outcome> run_all_in_processes(std::span<const Task>, unsigned, std::chrono::milliseconds timeout) {\n'
    printf 'return {run_in_process({}, timeout)};\n}\n}  // namespace course\n'
  } >"$work/$1/10-processes/processes.cpp"
}

# --- what the user types ------------------------------------------------------

run 'help' 20 --help
expect 0 'Examples:' 'Exit codes:'

run 'version' 20 --version
expect 0 '^[0-9]*\.[0-9]*\.[0-9]*$'

run 'unknown option' 20 run --sped
expect 2 'sped'

run 'no such exercise' 60 run 77
expect 2 "no exercise '77'; there are 01-threads"

run 'no such submission' 60 run --submission "$work/nowhere"
expect 2 'no such submission'

printf 'x' >"$work/file"
run 'a file as submission' 60 run --submission "$work/file"
expect 4 'is no zip, tar or tar.gz archive'

run 'a device as submission' 60 run --submission /dev/null
expect 2 'neither a folder nor an archive'

run 'a report that cannot be written' 60 run 01 --json "$work/no/such/folder/report.json"
expect 2 'cannot write'

run 'list' 20 list
expect 0 '01-threads' '10-processes'

run 'three names for one exercise' 200 run 1 01-threads threads --submission "$root/solutions" --quiet
case $code in 0 | 5) code=0 ;; esac
expect 0 '01-threads *[0-9]* of'

# --- a student's own checkout ----------------------------------------------------

git -c safe.directory='*' clone -q "$root" "$work/checkout" 2>"$work/err" || sed 's/^/    /' "$work/err"
mine=$work/checkout/exercises/01-threads/threads.cpp
built=$root/build/grader/grade

# in_checkout NAME ARGUMENT...: as run, in the checkout, with what is built here.
in_checkout() {
  name=$1
  shift
  COURSE_ROOT=$work/checkout timeout -k 5 300 "$built" "$@" >"$work/out" 2>"$work/err" </dev/null
  code=$?
}

in_checkout 'list says what is next' list
expect 0 '^01-threads  *to do' 'edit threads.cpp in exercises/01-threads'

cp "$mine" "$work/skeleton"
cp "$root/solutions/01-threads/threads.cpp" "$mine"
in_checkout 'list knows what was written' list
expect 0 '^01-threads  *not graded yet'

in_checkout 'an exercise that is done leads to the next' run 01 --quiet
case $code in 0 | 5) code=0 ;; esac
expect 0 '^Next: edit races.cpp in exercises/02-races' '^  grader/grade run 02'

in_checkout 'reset keeps what was written' reset 01
if ! cmp -s "$mine" "$work/skeleton" ||
  ! cmp -s "$mine.kept-1" "$root/solutions/01-threads/threads.cpp"; then
  code='the files are not as they should be'
fi
expect 0 'threads.cpp is the skeleton again; yours is threads.cpp.kept-1'

in_checkout 'reset changes no skeleton' reset 01
expect 0 'is the skeleton already'

printf 'int other;\n' >"$mine"
git -C "$work/checkout" -c user.name=x -c user.email=x@example.org commit -qam 'mine'
in_checkout 'reset looks behind what a student committed' reset 01
if ! cmp -s "$mine" "$work/skeleton" || [ "$(cat "$mine.kept-2")" != 'int other;' ]; then
  code='the files are not as they should be'
fi
expect 0 'yours is threads.cpp.kept-2'

printf 'int other;\n' >"$mine"
rm -rf "$work/checkout/.git"
in_checkout 'reset without git' reset 01
if [ "$(cat "$mine")" != 'int other;' ]; then
  code='the file was changed'
fi
expect 5 'threads.cpp: no skeleton found (git: .*take the file from'

# --- what is handed in ----------------------------------------------------------

mkdir -p "$work/packed/alice/exercises"
cp -R "$root/solutions/01-threads" "$work/packed/alice/exercises"
tar -czf "$work/alice.tar.gz" -C "$work/packed" alice
run 'an archive' 200 run 01 --submission "$work/alice.tar.gz"
case $code in 0 | 5) code=0 ;; esac
expect 0 '14 of 14 tests passed'

: >"$work/escaped"
tar -czPf "$work/escape.tar.gz" -C "$work/packed" ../escaped
rm "$work/escaped"
run 'an archive that leads out of itself' 60 run 01 --submission "$work/escape.tar.gz"
expect 4 'leads out of it'

mkdir "$work/empty"
run 'a folder with nothing in it' 60 run --submission "$work/empty"
expect 4 'threads.cpp is missing'

submission missing >/dev/null
run 'a submit file that is missing' 60 run 01 --submission "$work/missing"
expect 4 'threads.cpp is missing' 'hand it in under exactly this name'

: >"$(submission nothing)/threads.cpp"
run 'an empty submit file' 60 run 01 --submission "$work/nothing"
expect 4 'threads.cpp is empty'

mkdir "$(submission folder)/threads.cpp"
run 'a folder as submit file' 60 run 01 --submission "$work/folder"
expect 4 'threads.cpp is a folder'

mkfifo "$(submission pipe)/threads.cpp"
run 'a named pipe as submit file' 60 run 01 --submission "$work/pipe"
expect 4 'threads.cpp is a named pipe'

ln -s /etc/passwd "$(submission link)/threads.cpp"
run 'a symbolic link as submit file' 60 run 01 --submission "$work/link"
expect 4 'threads.cpp is a symbolic link'

printf 'int x;\n' >"$work/somebody.cpp"
ln "$work/somebody.cpp" "$(submission hard)/threads.cpp"
run 'a hard link as submit file' 60 run 01 --submission "$work/hard"
expect 4 'threads.cpp has more than one name'

truncate -s 100M "$(submission zeros)/threads.cpp"
run '100 MB of zeros' 60 run 01 --submission "$work/zeros"
expect 4 'threads.cpp has 104857600 bytes'

printf '\377\376\200 int \300\300;\n' >"$(submission bytes)/threads.cpp"
run 'invalid UTF-8' 120 run 01 --submission "$work/bytes"
expect 1 '01-threads *0 of 100'

awk 'BEGIN { for (i = 0; i < 10000; ++i) print "int x" i " = undeclared" i ";" }' \
  >"$(submission errors)/threads.cpp"
run '10,000 errors' 120 run 01 --submission "$work/errors"
expect 1 'undeclared identifier' 'threads.cpp:1'
if [ "$(wc -l <"$work/out")" -gt 40 ]; then
  name='10,000 errors are shown short'
  fail "$(wc -l <"$work/out") lines"
fi

cat >"$(submission endless)/threads.cpp" <<'END'
template <int depth, int branch> struct Tree {
  static constexpr long value = Tree<depth - 1, 2 * branch>::value + Tree<depth - 1, 2 * branch + 1>::value;
};
template <int branch> struct Tree<0, branch> { static constexpr long value = branch; };
long endless() { return Tree<26, 1>::value; }
END
run 'a template that never ends' 300 run 01 --submission "$work/endless"
expect 1 '01-threads *0 of 100' 'the compiler'

printf '#include "threads.hpp"\n' >"$(submission undefined)/threads.cpp"
run 'a function that is missing' 120 run 01 --submission "$work/undefined"
expect 1 'fetch_all.* is declared but not defined'

sed -e 's/^#include <exception>/#include <cstdio>\n&/' -e 's/^  std::exception_ptr first_error;/  std::puts("fetching now");\n&/' \
  "$root/grader/tests/wrong/01-threads/sequential/threads.cpp" >"$(submission printing)/threads.cpp"
run 'code that prints, in tests that fail' 120 run 01 --submission "$work/printing"
expect 1 '| It printed:' '| fetching now'

# The set of what it includes is compiled before, then kept, then spoiled.
includes=$root/build/course/plain/includes
lacking=$(submission lacking)
sed 's/#include <thread>/#include <algorithm>/' "$root/solutions/01-threads/threads.cpp" \
  >"$lacking/threads.cpp"
printf 'using Sizes = std::map<int, int>;\n' >>"$lacking/threads.cpp"
rm -rf "$includes"
# A machine that is too busy for the clock says so with 5.
builds() {
  run "$1" 120 run 01 --submission "$root/solutions"
  [ "$code" -eq 5 ] && code=0
  expect 0 '01-threads *[1-9][0-9]* of'
}
for set in new kept; do
  run "an include is missing, the others are a $set set" 120 run 01 --submission "$work/lacking"
  expect 1 'not built' "no member named 'jthread' in namespace 'std'" 'threads.cpp:'
  # What it does include is found in the same minute.
  builds "no include is missing, the includes are a $set set"
done
for set in "$includes"/*.pch; do
  head -c 4096 "$set" >"$work/spoiled" && cp "$work/spoiled" "$set"
done
builds 'a set of includes that is spoiled'
if [ "$(find "$includes" -name '*.pch' | wc -l)" -ne 1 ]; then
  name='a set of includes that was spoiled'
  fail 'it is still there, or the other one is not'
fi
run 'an include is missing, and the set is spoiled' 120 run 01 --submission "$work/lacking"
expect 1 'not built'

body stubborn <<'END'
  std::signal(SIGTERM, SIG_IGN);
  while (timeout.count() != 77) std::puts("all work and no play");
  return Result{};
END
run 'a program that prints without end and ignores SIGTERM' 400 run 10 --submission "$work/stubborn"
expect 1 '10-processes *0 of 100'

body exits <<'END'
  if (timeout.count() != 77) std::_Exit(0);
  return Result{};
END
run 'a program that leaves in the middle' 200 run 10 --submission "$work/exits"
expect 1 '10-processes *0 of 100' 'left in the middle of the test'

body hides <<'END'
  std::printf("\033[2J\033[31mall tests passed\033[0m\n");
  if (timeout.count() != 77) throw std::runtime_error("\033[2J<script>");
  return Result{};
END
run 'control sequences' 200 run 10 --submission "$work/hides"
if grep -q "$(printf '\033')" "$work/out"; then
  fail 'an escape character reached the terminal'
else
  expect 1 '10-processes *0 of 100'
fi

# --- interrupted ------------------------------------------------------------------

name='SIGINT in the middle'
body waits <<'END'
  std::signal(SIGTERM, SIG_IGN);
  std::signal(SIGINT, SIG_IGN);
  while (timeout.count() != 78) std::this_thread::sleep_for(std::chrono::milliseconds(3));
  return Result{};
END
: >"$work/err"  # the case before has left the word in it that the loop waits for
"$grade" run 10 --submission "$work/waits" >"$work/out" 2>"$work/err" </dev/null &
pid=$!
tries=0
while ! grep -q testing "$work/err" && [ $tries -lt 600 ]; do
  sleep 0.1
  tries=$((tries + 1))
done

kill -INT $pid 2>/dev/null
wait $pid
code=$?
expect 130 'interrupted'

# --- controlled schedules -----------------------------------------------------------

sub=$work/sub
mkdir -p "$sub/exercises"
cp -r "$root/solutions/03-locks" "$sub/exercises/"
cp "$root/grader/tests/wrong/03-locks/opposite-orders/bank.cpp" "$sub/exercises/03-locks/"
seed() { sed -n 's/.*"seed": "\([^"]\{1,\}\)".*/\1/p' "$1" | head -n 1; }

run 'a deadlock is found with its seed' 300 run 03 --submission "$sub" --quiet \
  --json "$work/report.json" --verbose
expect 1 "wait for each other's locks" 'In this order:' 'grader/grade replay 03 Orders'
first=$(seed "$work/report.json")
run 'and again with the same one' 300 run 03 --submission "$sub" --quiet --json "$work/report.json"
[ "$(seed "$work/report.json")" = "$first" ] || code='another seed'
expect 1 'failing schedule'
again=$(sed -n 's/.*Again *grader.grade \(replay 03 Orders[^ ]* [^ ]*\).*/\1/p' "$work/out" | head -n 1)
# shellcheck disable=SC2086 # Words.
run 'the seed replays' 120 $again --submission "$sub" --quiet
expect 1 "wait for each other's locks" 'holds' 'In this order:'
# shellcheck disable=SC2086 # Words.
run 'the seed stops in gdb' 120 $again --gdb --submission "$sub" --quiet
expect 0 'explore_stops_here' 'T0 (thread 1)  orders_test.cpp' '^[* ] T1 (thread 2)  bank.cpp:[0-9]' \
  '^[*] '
run 'a seed of nothing' 60 replay 03 Orders.PaymentsInACircle luck-7
expect 2 'no seed'
run 'a test that is not there' 60 replay 03 Orders.Nope random-7
expect 2 'Orders.PaymentsInACircle'
run 'a replay of what passes' 120 replay 03 Orders.PaymentsInACircle random-7 \
  --submission "$root/solutions" --quiet
expect 0 'passes in the schedule random-7'
rm -rf "$sub" "$work/report.json"

zoo=$root/grader/explore/zoo
run 'any program' 120 explore "$zoo/right/bounded_queue.cpp" -I "$root/grader" \
  --schedules 300 --quiet
expect 0 'no failure in 300 schedules' 'no proof'
run 'any wrong program' 120 explore "$zoo/wrong/lost_wakeup.cpp" -I "$root/grader" --quiet
expect 1 '^deadlocked' 'In this order:' '--replay '
lost=$(sed -n 's/.*--replay \([a-z0-9-]*\).*/\1/p' "$work/out" | head -n 1)
run 'any program in gdb' 120 explore "$zoo/wrong/lost_wakeup.cpp" -I "$root/grader" \
  --replay "$lost" --gdb --quiet
expect 0 'lost_wakeup.cpp:[0-9]'
run 'a program that does not build' 60 explore "$root/README.md" --quiet
expect 2
run 'a program that is not there' 60 explore "$work/nothing.cpp"
expect 2 'no such file'

# --- what it writes -----------------------------------------------------------------

"$grade" run 01 --submission "$root/solutions" --quiet \
  --json "$work/report.json" --markdown "$work/summary.md" >"$work/out" 2>"$work/err"
code=$?
case $code in 0 | 5) code=0 ;; esac
name='files of the report'
if ! grep -q '"schema": "report/v1"' "$work/report.json"; then
  fail 'no report in report.json'
elif ! grep -q '01-threads' "$work/summary.md"; then
  fail 'no summary in summary.md'
elif [ -s "$work/err" ]; then
  fail '--quiet was not quiet'
else
  rm "$work/report.json" "$work/summary.md"
  expect 0 '01-threads'
fi

run 'doctor looks at everything' 120 doctor
[ "$code" != 5 ] || code=0 # A busy machine cannot time.
expect 0 'ThreadSanitizer *reported 5 of 5' 'isolation' 'speed-up now' 'class reports'

# Its library symbols are refused when the plain objects are looked at; the
# sanitizer's program is built meanwhile and must not run either.
folder=$(submission refused)
cp "$root/grader/tests/hostile/01-threads/defines-std-thread-join/threads.cpp" "$folder"
run 'what is refused does not run' 60 run 01 --submission "$work/refused"
if grep -q -x -e 'testing' -e 'controlling schedules' -e 'looking for races' "$work/err"; then
  fail 'it ran'
else
  expect 1 'forbidden'
fi

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
