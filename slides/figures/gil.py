"""Three threads that compute: after each small chunk of its work, a thread
notes the time. gil.cpp does the same in C++."""

import json
import sys
import threading
import time

THREADS = 3
CHUNKS = 800  # for each thread
SECONDS_EACH = 50e-6  # that a chunk takes on a core of its own
PRIME = 1_000_003


def sum_of_squares(n):
    total = 0
    for i in range(n):
        total += i * i % PRIME
    return total


def calibrated():
    """How many steps of the loop take SECONDS_EACH, when nothing disturbs."""
    trial = 10_000
    least = 1.0
    for _ in range(10):
        start = time.perf_counter()
        sum_of_squares(trial)
        least = min(least, time.perf_counter() - start)
    return int(trial * SECONDS_EACH / least)


def compute(steps, begins, ends, all_here):
    all_here.wait()
    begins.append(time.perf_counter())
    for _ in range(CHUNKS):
        sum_of_squares(steps)
        ends.append(time.perf_counter())


def main():
    steps = calibrated()
    all_here = threading.Barrier(THREADS)
    notes = [([], []) for _ in range(THREADS)]
    threads = [
        threading.Thread(target=compute, args=(steps, begins, ends, all_here))
        for begins, ends in notes
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    start = min(begins[0] for begins, _ in notes)
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    result = {
        "gil": gil,
        "switch_interval": sys.getswitchinterval(),
        "chunk": SECONDS_EACH,
        "threads": [
            {
                "begin": round(begins[0] - start, 7),
                "ends": [round(end - start, 7) for end in ends],
            }
            for begins, ends in notes
        ],
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
