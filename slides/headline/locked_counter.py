"""4 x 100,000 increments of one counter, each under its lock."""

import multiprocessing
import threading

from headline import run

WORKERS = 4
INCREMENTS = 100_000


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()


def count(counter):
    for _ in range(INCREMENTS):
        with counter.lock:
            counter.value += 1


def count_in_shared_memory(counter):
    for _ in range(INCREMENTS):
        with counter.get_lock():
            counter.value += 1


def one_after_another():
    counter = Counter()
    for _ in range(WORKERS):
        count(counter)
    return [counter.value]


def threads():
    counter = Counter()
    workers = [threading.Thread(target=count, args=(counter,)) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return [counter.value]


def processes():
    counter = multiprocessing.Value("q", 0)
    workers = [
        multiprocessing.Process(target=count_in_shared_memory, args=(counter,))
        for _ in range(WORKERS)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return [counter.value]


if __name__ == "__main__":
    run(one_after_another, threads, processes)
