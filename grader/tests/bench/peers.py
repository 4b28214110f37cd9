#!/usr/bin/env python3
"""Runs the comparisons that `cmake --workflow --preset bench` has built, and prints
their tables in Markdown; peers.sh does both.

usage: grader/tests/bench/peers.sh [--rounds N] [--most RATIO] [--json FILE]

Round after round, all programs have their turn in random order, and within a program
all benchmarks (tasks.hpp says which). A cell is the median of all repetitions, the
least and the most, and how many times as long it took as the fastest of its column.
Loops, which hand work to nobody, are there for comparison.

Exits with 1 if one of the course's own takes more than --most times as long as the
best peer at tasks of 10 us and more, with 5 if others used the machine. Takes a
minute or two a round.
"""
import argparse
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys

sys.dont_write_bytecode = True  # the tree stays as it is
import machine  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAMS = ["pool_peers", "map_peers", "process_pool_peers"]
PATIENCE = 1200  # seconds for a program
PYTHON = ROOT / "grader/tests/bench/python_peers.py"
# Title, who runs it, columns, and those of them that --most is about.
LARGE = ["10us", "1ms", "uneven", "squares"]
TABLES = [
    ("Tasks on threads", ["pool_peers", "python_peers"], ["empty", *LARGE, "counter"], LARGE),
    ("Items and loops", ["map_peers"], ["empty", *LARGE, "reduce"], [*LARGE, "reduce"]),
    ("Tasks in processes", ["process_pool_peers", "python_peers"], ["empty", *LARGE], LARGE),
    ("A pool of four processes", ["process_pool_peers", "python_peers"],
     ["squares, start to end", "small, chunks of 1", "small, chunks of 64"], []),
]


def is_of_processes(who):
    return "rocess" in who


def built(name):
    found = [path for path in (ROOT / "build/bench").rglob(name) if path.is_file()]
    if not found:
        machine.stop(f"{name} is not built; grader/tests/bench/peers.sh installs what it needs and builds it",
                     machine.NOT_MEASURED)
    return found[0]


def run(name, taken):
    """Adds its figures, by benchmark and by who ran it, in microseconds."""
    command = [sys.executable, PYTHON] if name == "python_peers" else [built(name), "--benchmark_format=json"]
    # Threads of OpenMP that have nothing to do sleep, as everybody else's do.
    try:
        done = subprocess.run(command, env={**os.environ, "OMP_WAIT_POLICY": "passive"}, stdout=subprocess.PIPE,
                              text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as late:
        machine.stop(late, machine.NOT_MEASURED)
    if done.returncode != 0:
        machine.stop(f"{name} ends with {done.returncode}", 3)
    for each in json.loads(done.stdout)["benchmarks"]:
        if each.get("error_occurred"):
            machine.stop(f"{each['run_name']}: {each['error_message']}", 3)
        if each.get("run_type") == "iteration":
            batch, who = each["run_name"].split("/")[:2]
            taken.setdefault(name, {}).setdefault(who, {}).setdefault(batch, []).append(each["each"] * 1e6)


def rows_of(title, programs, taken):
    """By who ran it. Threads and processes have tables of their own."""
    rows = {who: batches for name in programs for who, batches in taken[name].items()}
    return {who: batches for who, batches in rows.items() if is_of_processes(who) == ("process" in title)}


def is_peer(who):
    """A loop has nobody to hand work to."""
    return not who.endswith("in a loop")


def bests(rows, columns):
    """The least median of each column."""
    return {column: min((statistics.median(each[column]) for who, each in rows.items()
                         if column in each and is_peer(who)), default=None) for column in columns}


def cell(who, values, best):
    if not values:
        return ""
    middle = statistics.median(values)
    figures = machine.spread(values, 2 if middle < 100 else 0)
    return f"{figures} {middle / best:.2f}x" if is_peer(who) else figures


def ratios(rows, columns):
    """Of the course's own to the best peer, by column."""
    for who, batches in rows.items():
        for column in columns:
            others = [statistics.median(each[column]) for name, each in rows.items()
                      if column in each and is_peer(name) and not name.startswith("the course")]
            if who.startswith("the course") and column in batches and others:
                yield who, column, statistics.median(batches[column]) / min(others)


def table_of(rows, columns):
    best = bests(rows, columns)
    return machine.table([f"microseconds each, {machine.cpus()} CPUs", *columns],
                         [[who, *(cell(who, batches.get(column), best[column]) for column in columns)]
                          for who, batches in rows.items() if any(column in batches for column in columns)])


def take_turns(rounds):
    """All figures, and the CPUs that others kept busy meanwhile."""
    taken, foreign = {}, []
    for number in range(rounds):
        order = [*PROGRAMS, "python_peers"]
        random.shuffle(order)
        for name in order:
            print(f"round {number + 1} of {rounds}: {name}", file=sys.stderr)
            with machine.Stopwatch() as watch:
                run(name, taken)
            foreign.append(watch.foreign)
    return taken, foreign


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=float, default=float("inf"))
    parser.add_argument("--json", type=pathlib.Path)
    wanted = parser.parse_args()
    if wanted.rounds < 1:
        machine.stop("--rounds takes a number from 1 up")
    taken, foreign = take_turns(wanted.rounds)
    over = []
    for title, programs, columns, large in TABLES:
        rows = rows_of(title, programs, taken)
        print(f"**{title}**\n\n{table_of(rows, columns)}\n")
        over += [f"{who}: {column} {ratio:.2f}x" for who, column, ratio in ratios(rows, large) if ratio > wanted.most]
    print(f"Medians (least-most) of {wanted.rounds} rounds, and how many times as long as the fastest took.")
    disturbed = machine.disturbance(foreign)
    if wanted.json:
        wanted.json.write_text(json.dumps({"microseconds": taken, "disturbed": disturbed}, indent=2) + "\n")
    if disturbed:
        print(disturbed)
        return machine.NOT_MEASURED
    if over:
        print(f"More than {wanted.most} times as long as the best peer: " + "; ".join(over))
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main())
