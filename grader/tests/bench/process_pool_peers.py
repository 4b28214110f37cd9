#!/usr/bin/env python3
"""The pool of 12-process-pool beside Python's ProcessPoolExecutor, in turns.

usage: grader/tests/bench/process_pool_peers.py [ROUNDS]

Builds the C++ side with the bench preset and prints the table of
exercises/12-process-pool/README.md in Markdown. Takes about two minutes, and needs
a quiet machine.
"""
import concurrent.futures
import multiprocessing
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
WORKERS, N, SMALL = 4, 10_000_000, 10_000


def sum_of_squares(n):
    return sum(i * i for i in range(n))


def square(n):
    return n * n


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def python_side():
    executor = concurrent.futures.ProcessPoolExecutor
    fork = multiprocessing.get_context("fork")  # as the pool of the exercise starts them
    right = sum_of_squares(N)

    def serial():
        assert [sum_of_squares(N) for _ in range(WORKERS)] == [right] * WORKERS

    def pool():
        with executor(WORKERS, mp_context=fork) as workers:
            assert list(workers.map(sum_of_squares, [N] * WORKERS)) == [right] * WORKERS

    figures = {"serial": timed(serial), "pool": timed(pool)}
    with executor(WORKERS, mp_context=fork) as workers:
        list(workers.map(square, range(SMALL), chunksize=SMALL // WORKERS))
        for chunk in 1, 64:
            figures[f"chunk {chunk}"] = timed(
                lambda: list(workers.map(square, range(SMALL), chunksize=chunk)))
    return figures


def cpp_side(program):
    lines = subprocess.run([program, str(N)], capture_output=True, text=True, check=True,
                           timeout=120).stdout.splitlines()
    return {name: float(seconds) for name, seconds in (line.rsplit(" ", 1) for line in lines)}


def built():
    with open(ROOT / "build/peers.log", "w", encoding="utf-8") as log:
        for command in (["cmake", "--preset", "bench"],
                        ["cmake", "--build", "--preset", "bench", "--target", "process_pool_peers"]):
            if subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, timeout=1800).returncode != 0:
                sys.exit("it does not build; see build/peers.log")
    return next(path for path in (ROOT / "build/bench").rglob("process_pool_peers") if path.is_file())


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    program = built()
    taken = {"Python": [], "C++": []}
    for _ in range(rounds):
        taken["Python"].append(python_side())
        taken["C++"].append(cpp_side(program))
    median = {who: {name: statistics.median(each[name] for each in all_of) for name in all_of[0]}
              for who, all_of in taken.items()}
    version = ".".join(map(str, sys.version_info[:2]))
    print(f"| {os.cpu_count()} CPUs, {WORKERS} workers, medians of {rounds} | Python {version} | C++ |")
    print("|---|--:|--:|")
    for words, name, scale, unit in (
            (f"{WORKERS} sums of {N:,} squares, one after the other", "serial", 1, "s"),
            ("the same in a pool of processes, start and end included", "pool", 1, "s"),
            (f"{SMALL:,} small items, chunks of 1: each", "chunk 1", 1e6 / SMALL, "µs"),
            (f"{SMALL:,} small items, chunks of 64: each", "chunk 64", 1e6 / SMALL, "µs")):
        cells = [f"{median[who][name] * scale:.{3 if unit == 's' else 1}f} {unit}" for who in taken]
        print(f"| {words} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
