"""Loads the next batch while the training works on this one."""
# seconds: 60

import time
from concurrent.futures import ThreadPoolExecutor


def load(batch):
    time.sleep(0.02)  # plays a disk
    return batch


def train(batch):
    time.sleep(0.02)  # plays an accelerator


def one_by_one(batches):
    for batch in range(batches):
        train(load(batch))


# begin ahead
def one_ahead(batches):
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(load, 0)
        for n in range(1, batches + 1):
            here = later.result()
            if n < batches:
                later = pool.submit(load, n)
            train(here)
# end ahead


def main():
    best = {one_by_one: 1e9, one_ahead: 1e9}
    for _ in range(3):
        for way in best:
            start = time.perf_counter()
            way(6)
            best[way] = min(best[way], time.perf_counter() - start)
    for way, seconds in best.items():
        print(f"{way.__name__:10}  {1000 * seconds:.0f} ms")


main()
