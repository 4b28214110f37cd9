"""Eight tasks on 1, 2, 4 and 8 threads: once they wait, once they compute."""
# seconds: 90
import time
from concurrent.futures import ThreadPoolExecutor


# begin tasks
def waits(_):
    time.sleep(0.04)


def computes(_):
    return sum(i * i for i in range(250_000))
# end tasks


# begin eight
def eight(task, threads):
    with ThreadPoolExecutor(threads) as team:
        return list(team.map(task, range(8)))
# end eight


def seconds(task, threads):
    start = time.perf_counter()
    eight(task, threads)
    return time.perf_counter() - start


print("threads    waiting   computing")
for threads in (1, 2, 4, 8):
    print(f"{threads:7}{seconds(waits, threads):9.2f} s"
          f"{seconds(computes, threads):10.2f} s")
