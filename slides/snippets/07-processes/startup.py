# What it costs to start a worker and wait for its end, median of some.
import multiprocessing as mp
import statistics
import threading
from time import perf_counter

# begin startup
def nothing():
    pass

def cost(start_worker, times):
    took = []
    for _ in range(times):
        start = perf_counter()
        worker = start_worker(target=nothing)
        worker.start()
        worker.join()
        took.append((perf_counter() - start) * 1000)
    return statistics.median(took)
# end startup

if __name__ == "__main__":
    print(f"thread      {cost(threading.Thread, 50):7.2f} ms")
    for method, times in (("fork", 20), ("forkserver", 8), ("spawn", 5)):
        context = mp.get_context(method)
        print(f"{method:12}{cost(context.Process, times):7.2f} ms")
