#!/usr/bin/env python3
"""How soon each bug of grader/explore/zoo/wrong is found, and by what: a Markdown table.
Then how many schedules a second the programs of grader/explore/zoo/right go through.

For each program: schedules until it fails (the middle and the most of all seeds)
and the time that takes with the explanation; plain runs and runs under
ThreadSanitizer that show something (a wrong exit, a crash, a hang, a report).
As many programs at once as there are CPUs.

For the schedules a second, each program of zoo/right goes through --rate of them, one
program at a time; how many steps a schedule has tells most of the difference.

usage: grader/tests/zoo_table.py [--schedules N] [--seeds N] [--runs N] [--rate N] [--build DIR] [NAME...]

Exits with 1 if a bug was not found with one of the seeds, with 5 if others used the
machine while it was timed.
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

sys.path.insert(0, str(zoo.root / "grader/tests/bench"))
import machine  # noqa: E402

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
    shown = [shows(plain, wanted.runs, os.environ),
             shows(tsan, wanted.runs, {**os.environ, "TSAN_OPTIONS": "exitcode=66"})]
    return found, seconds, (f"| {source.stem}{' (adversary)' if said else ''} "
                            f"| {statistics.median_low(firsts) if found else 'not found'} | {max(firsts)} "
                            f"| {statistics.median(seconds):.2f} s "
                            f"| {shown[0]} of {wanted.runs} | {shown[1]} of {wanted.runs} |")


def rate(source, wanted, runtime):
    """Schedules a second; nothing where the program has surroundings or needs of its own."""
    if re.search(r"^// (adversary|needs|deadline):", source.read_text(), re.MULTILINE):
        return None
    program, complaint = zoo.build(wanted.compiler, source, runtime, wanted.build)
    if program is None:
        sys.exit(complaint)
    lines = zoo.explore(program, schedules=wanted.rate)
    if isinstance(lines, str):
        sys.exit(f"{source.stem}: {lines}")
    last = lines[-1]
    return last["schedules"] / last["seconds"]


def tenths(values):
    """The least, a tenth, the middle, nine tenths and the most of them."""
    ordered = sorted(values)
    return [ordered[round(share * (len(ordered) - 1))] for share in (0, 0.1, 0.5, 0.9, 1)]


def print_summary(seconds, rates, wanted):
    heads = ["", "least", "a tenth", "middle", "nine tenths", "most"]
    rows = []
    if seconds:
        rows.append(["seconds until a bug is found and explained", *(f"{value:.2f}" for value in tenths(seconds))])
    if rates:
        rows.append([f"schedules a second, of {len(rates)} right programs, {wanted.rate} each",
                     *(f"{value:,.0f}" for value in tenths(rates))])
    print("\n" + machine.table(heads, rows))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--schedules", type=int, default=2000)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--rate", type=int, default=500)
    parser.add_argument("--compiler", default="clang++-19")
    parser.add_argument("--build", type=pathlib.Path, default=zoo.root / "build/zoo")
    wanted = parser.parse_args()
    wanted.build.mkdir(parents=True, exist_ok=True)
    runtime = zoo.build_runtime(wanted.compiler, wanted.build)
    sources = [source for source in sorted(zoo.zoo.glob("wrong/*.cpp"))
               if not wanted.names or source.stem in wanted.names]
    print("| bug | schedules until it fails | most | time | plain runs | ThreadSanitizer |\n|:--|--:|--:|--:|--:|--:|")
    missed, all_seconds = 0, []
    with machine.Stopwatch() as bugs, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found, seconds, line in pool.map(lambda source: row(source, wanted, runtime), sources):
            missed += not found
            all_seconds += seconds
            print(line, flush=True)
    right = [source for source in sorted(zoo.zoo.glob("right/*.cpp"))
             if not wanted.names or source.stem in wanted.names]
    with machine.Stopwatch() as rights:
        rates = [each for each in (rate(source, wanted, runtime) for source in right) if each]
    print_summary(all_seconds, rates, wanted)
    print(f"\n{len(sources)} bugs, {wanted.seeds} seeds each, at most {wanted.schedules} schedules: "
          f"{missed} not found with every seed")
    disturbed = machine.disturbance([bugs.foreign, rights.foreign])
    if disturbed:
        print(disturbed)
    return 1 if missed else machine.NOT_MEASURED if disturbed else 0


if __name__ == "__main__":
    sys.exit(main())
