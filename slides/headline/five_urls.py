"""Five URLs and three workers: who is done takes the next one.

A page is played by waiting 100 ms.
"""

import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from headline import run

WORKERS = 3
URLS = range(5)


def fetch(url):
    time.sleep(0.1)
    return url * 1000  # the size of the page


def one_after_another():
    return [fetch(url) for url in URLS]


def threads():
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        return list(pool.map(fetch, URLS))


def processes():
    with ProcessPoolExecutor(max_workers=WORKERS) as pool:
        return list(pool.map(fetch, URLS))


if __name__ == "__main__":
    run(one_after_another, threads, processes)
