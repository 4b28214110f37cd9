#!/usr/bin/env python3
"""How soon each bug of grader/explore/zoo/wrong is found, and by what: a Markdown table.

For each program: schedules until it fails (the middle and the most of all seeds)
and the time that takes with the explanation; plain runs and runs under
ThreadSanitizer that show something (a wrong exit, a crash, a hang, a report).

usage: grader/tests/zoo_table.py [--schedules N] [--seeds N] [--runs N] [--build DIR] [NAME...]

Exits with 1 if a bug was not found with one of the seeds.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import statistics
import subprocess
import sys

sys.dont_write_bytecode = True  # the tree stays as it is
import zoo  # noqa: E402

PATIENCE = 2  # seconds; who takes longer hangs


def compiled(compiler, source, folder, name, flags):
    program = folder / f"{name}_{source.stem}"
    done = zoo.run([compiler, "-std=c++20", "-O1", "-g", *flags, f"-I{zoo.root}/grader", source, "-o", program],
                   timeout=300)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return program


def shows(program, runs, environment):
    """How many of so many runs show that something is wrong."""
    count = 0
    for _ in range(runs):
        try:
            done = subprocess.run([program], env=environment, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, timeout=PATIENCE)
            count += done.returncode != 0
        except subprocess.TimeoutExpired:
            count += 1
    return count


def row(source, wanted, runtime):
    program, complaint = zoo.build(wanted.compiler, source, runtime, wanted.build)
    if program is None:
        sys.exit(complaint)
    said = re.search(r"^// adversary: (.*)", source.read_text(), re.MULTILINE)
    wishes = {"adversary": said.group(1)} if said else {}
    firsts, seconds = [], []
    for seed in range(wanted.seeds):
        lines = zoo.explore(program, schedules=wanted.schedules, seed=1 + seed * 1_000_000, stop=1, **wishes)
        firsts.append(lines[-1]["first"])
        seconds.append(lines[-1]["seconds"])
    plain = compiled(wanted.compiler, source, wanted.build, "plain", ["-pthread"])
    tsan = compiled(wanted.compiler, source, wanted.build, "tsan", ["-pthread", "-fsanitize=thread"])
    found = all(firsts)
    return found, (f"| {source.stem}{' (adversary)' if said else ''} "
                   f"| {statistics.median_low(firsts) if found else 'not found'} | {max(firsts)} "
                   f"| {statistics.median(seconds):.2f} s "
                   f"| {shows(plain, wanted.runs, os.environ)} of {wanted.runs} "
                   f"| {shows(tsan, wanted.runs, {**os.environ, 'TSAN_OPTIONS': 'exitcode=66'})} of {wanted.runs} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--schedules", type=int, default=2000)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--compiler", default="clang++-19")
    parser.add_argument("--build", type=pathlib.Path, default=zoo.root / "build/zoo")
    wanted = parser.parse_args()
    wanted.build.mkdir(parents=True, exist_ok=True)
    runtime = zoo.build_runtime(wanted.compiler, wanted.build)
    sources = [source for source in sorted(zoo.zoo.glob("wrong/*.cpp"))
               if not wanted.names or source.stem in wanted.names]
    print("| bug | schedules until it fails | most | time | plain runs | ThreadSanitizer |\n|:--|--:|--:|--:|--:|--:|")
    missed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found, line in pool.map(lambda source: row(source, wanted, runtime), sources):
            missed += not found
            print(line, flush=True)
    print(f"\n{len(sources)} bugs, {wanted.seeds} seeds each, at most {wanted.schedules} schedules: "
          f"{missed} not found with every seed")
    return missed != 0


if __name__ == "__main__":
    sys.exit(main())
