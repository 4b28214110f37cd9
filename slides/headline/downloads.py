"""Downloads, as many and as long as the arguments say.

A download is played by waiting: that is all that a thread does during a real one.
"""

import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from headline import run


def download(number, seconds):
    time.sleep(seconds)
    return number


def one_after_another(numbers, durations):
    return list(map(download, numbers, durations))


def threads(numbers, durations):
    with ThreadPoolExecutor(max_workers=len(numbers)) as pool:
        return list(pool.map(download, numbers, durations))


def processes(numbers, durations):
    with ProcessPoolExecutor(max_workers=len(numbers)) as pool:
        return list(pool.map(download, numbers, durations))


if __name__ == "__main__":
    numbers = range(int(sys.argv[2]))
    durations = [int(sys.argv[3]) / 1000 for _ in numbers]
    run(one_after_another, threads, processes, arguments=(numbers, durations))
