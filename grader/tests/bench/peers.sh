#!/bin/sh
# The pool of 07-thread-pool beside what else runs tasks: installs what it is
# compared with, builds it with the bench preset, runs it, and prints the table
# of exercises/07-thread-pool/README.md in Markdown. Takes about a minute, and
# needs a quiet machine.

COURSE_ROOT=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../../.." && pwd) || exit 5
export COURSE_ROOT
# shellcheck source=grader/setup.sh
. "$COURSE_ROOT/grader/setup.sh"
cd "$COURSE_ROOT" || exit 5
course_lock
course_machine bench
course_unlock

{ cmake --preset bench && cmake --build --preset bench --target pool_peers; } >build/peers.log 2>&1 ||
  { cat build/peers.log >&2; exit 3; }
# Threads of OpenMP that have nothing to do sleep, as everybody else's do.
OMP_WAIT_POLICY=passive timeout 900 find build/bench -name pool_peers -type f -exec {} \
  --benchmark_format=json \; >build/peers.json 2>>build/peers.log || { cat build/peers.log >&2; exit 5; }

exec python3 - build/peers.json <<'END'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)

medians = {}
for run in report["benchmarks"]:
    if run.get("error_occurred"):
        sys.exit(f"{run['name']}: {run['error_message']}")
    if run.get("aggregate_name") == "median":
        batch, who = run["run_name"].split("/")[:2]
        medians.setdefault(who.replace("_", " "), {})[batch] = run["per_task"] * 1e6

batches = ["empty", "10us", "uneven"]
print(f"| microseconds per task, {report['context']['num_cpus']} CPUs |", *(f" {batch} |" for batch in batches), sep="")
print("|---|", *("--:|" for _ in batches), sep="")
for who, row in sorted(medians.items(), key=lambda item: item[1]["uneven"], reverse=True):
    print(f"| {who} |", *(f" {row[batch]:.2f} |" for batch in batches), sep="")
END
