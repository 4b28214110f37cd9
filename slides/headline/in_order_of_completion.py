"""Items 3, 1 and 2 take 300, 100 and 200 ms: whoever takes each result as soon
as it is there gets them as 1, 2, 3."""

import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed

from headline import run

ITEMS = [3, 1, 2]


def work(item):
    time.sleep(item / 10)
    return item


def one_after_another():
    return [work(item) for item in ITEMS]


def threads():
    with ThreadPoolExecutor(max_workers=len(ITEMS)) as pool:
        futures = [pool.submit(work, item) for item in ITEMS]
        return [future.result() for future in as_completed(futures)]


def processes():
    with ProcessPoolExecutor(max_workers=len(ITEMS)) as pool:
        futures = [pool.submit(work, item) for item in ITEMS]
        return [future.result() for future in as_completed(futures)]


if __name__ == "__main__":
    run(one_after_another, threads, processes)
