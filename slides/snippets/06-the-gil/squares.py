"""Four sums of squares: one after the other, then on four threads. A tenth of 10,000,000 each."""
# seconds: 120
import time
from concurrent.futures import ThreadPoolExecutor


# begin sum
def squares(n):
    return sum(i * i for i in range(n))
# end sum


SIZES = [1_000_000] * 4


# begin serial
def serial():
    return [squares(n) for n in SIZES]
# end serial


# begin threads
def on_four_threads():
    with ThreadPoolExecutor(4) as pool:
        sums = pool.map(squares, SIZES)
    return list(sums)
# end threads


def report(name, run):
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{name:12} {wall:5.2f} s{cpu / wall:8.2f} cores")


report("serial", serial)
report("4 threads", on_four_threads)
