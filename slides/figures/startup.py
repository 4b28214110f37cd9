"""What it costs to start a process that does nothing by multiprocessing's
start method "spawn", and to wait for its end."""

import json
import multiprocessing
import time

ROUNDS = 12


def do_nothing():
    pass


def main():
    context = multiprocessing.get_context("spawn")
    seconds = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        process = context.Process(target=do_nothing)
        process.start()
        process.join()
        seconds.append(time.perf_counter() - start)
    # The first one also starts the resource tracker, which serves all others.
    print(json.dumps({"spawn": seconds[1:]}))


if __name__ == "__main__":
    main()
