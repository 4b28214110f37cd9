#!/bin/sh
# The course's own pools, maps and loops beside what else runs tasks: installs what
# they are compared with, builds all with the bench preset, and prints the tables
# (peers.py says how). Needs a quiet machine.

COURSE_ROOT=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../../.." && pwd) || exit 5
export COURSE_ROOT
# shellcheck source=grader/setup.sh
. "$COURSE_ROOT/grader/setup.sh"
cd "$COURSE_ROOT" || exit 5
case " $* " in *' --help '* | *' -h '*) exec python3 grader/tests/bench/peers.py "$@" ;; esac
course_lock
course_machine bench
course_unlock

cmake --workflow --preset bench >build/peers.log 2>&1 || { tail -n 40 build/peers.log >&2; exit 3; }
exec python3 grader/tests/bench/peers.py "$@"
