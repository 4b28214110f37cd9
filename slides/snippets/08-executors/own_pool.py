# Wrong: a task waits for another task of its own pool. Bounded by a timeout.
from concurrent.futures import ThreadPoolExecutor

# begin own
pool = ThreadPoolExecutor(2)

def total(depth):
    if depth == 0:
        return 1
    left = pool.submit(total, depth - 1)
    right = pool.submit(total, depth - 1)
    return (left.result(timeout=0.5)
            + right.result(timeout=0.5))

try:
    print(pool.submit(total, 3).result())
except TimeoutError:
    print("nobody is left to do it")
# end own
pool.shutdown(cancel_futures=True)
