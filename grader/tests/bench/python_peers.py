#!/usr/bin/env python3
"""Python's pools at the batches of tasks.hpp and process_pool_peers.cpp: the same
names, numbers and sizes, but each task computes its time in Python.

usage: grader/tests/bench/python_peers.py [REPETITIONS]    (2)

Prints JSON as Google Benchmark does. In random order, as there.
"""
import concurrent.futures
import functools
import json
import multiprocessing
import os
import random
import sys
import threading
import time

WORKERS, FOUR, SMALL = len(os.sched_getaffinity(0)), 4, 10_000
THREADS, PROCESSES = "Python's ThreadPoolExecutor", "Python's ProcessPoolExecutor"
LOOP = "Python, in a loop"
FORK = multiprocessing.get_context("fork")  # as the pool of the exercise starts them

lock = threading.Lock()
counter = 0


def walk(number, size):
    at = number
    for _ in range(size):
        at = (at * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    return at


def sum_of_squares(_, size):
    return sum(i * i for i in range(size))


def increments(_, size):
    global counter
    for _ in range(size):
        with lock:
            counter += 1
    return size


def square(n):
    return n * n


def steps_in_a_microsecond():
    most = 0
    for _ in range(10):
        start = time.thread_time()
        walk(1, 20_000)
        most = max(most, 20_000 / (time.thread_time() - start) / 1e6)
    return most


def batches():
    """Name, task and sizes."""
    steps = steps_in_a_microsecond()
    shares = random.Random(1)
    return [("empty", walk, [0] * 2_000), ("10us", walk, [int(10 * steps)] * 1_000),
            ("1ms", walk, [int(1_000 * steps)] * 64),
            ("uneven", walk, [int(10 * steps * shares.randint(1, 16)) for _ in range(256)]),
            ("squares", sum_of_squares, [10_000_000] * 4), ("counter", increments, [100_000] * 4)]


def timed(work, right):
    """Seconds. A wrong result must not pass for a quick one."""
    start = time.perf_counter()
    result = work()
    took = time.perf_counter() - start
    if result != right:
        sys.exit("python_peers.py: a wrong result")
    return took


def start_to_end(task, sizes):
    with concurrent.futures.ProcessPoolExecutor(FOUR, mp_context=FORK) as pool:
        return list(pool.map(task, range(len(sizes)), sizes))


def submitted(pool, task, sizes):
    return [each.result() for each in [pool.submit(task, *one) for one in enumerate(sizes)]]


def cases(threads, processes, four):
    """Name, what to run, what it returns, and how many things it does."""
    for name, task, sizes in batches():
        right = [task(*one) for one in enumerate(sizes)]
        runs = [(LOOP, lambda task=task, sizes=sizes: [task(*one) for one in enumerate(sizes)]),
                (THREADS, functools.partial(submitted, threads, task, sizes))]
        if name != "counter":  # a number that threads of one process share
            runs.append((PROCESSES, functools.partial(submitted, processes, task, sizes)))
        for who, run in runs:
            yield f"{name}/{who}", run, right, len(sizes)
        if name == "squares":
            yield f"{name}, start to end/{PROCESSES}", functools.partial(start_to_end, task, sizes), right, len(sizes)
    for chunk in (1, 64):
        yield (f"small, chunks of {chunk}/{PROCESSES}",
               lambda chunk=chunk: list(four.map(square, range(SMALL), chunksize=chunk)),
               [square(n) for n in range(SMALL)], SMALL)


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    executor = functools.partial(concurrent.futures.ProcessPoolExecutor, mp_context=FORK)
    with executor(WORKERS) as processes, executor(FOUR) as four:
        for pool in processes, four:  # they fork here, before there are threads
            list(pool.map(square, range(100)))
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as threads:
            todo = list(cases(threads, processes, four)) * repetitions
            random.shuffle(todo)
            runs = [{"run_name": name, "run_type": "iteration", "each": timed(run, right) / count}
                    for name, run, right, count in todo]
    print(json.dumps({"benchmarks": runs}))


if __name__ == "__main__":
    main()
