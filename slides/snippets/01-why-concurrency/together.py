# Ten downloads together, on a single core.
import os
import time
from threading import Thread


def fetch(page):
    time.sleep(0.1)  # plays a server that takes 1 s


pages = [f"page {i}" for i in range(10)]
# begin core
core = min(os.sched_getaffinity(0))
os.sched_setaffinity(0, {core})
# end core
start = time.perf_counter()
# begin program
threads = [
    Thread(target=fetch, args=(page,))
    for page in pages
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
# end program
seconds = time.perf_counter() - start
print(f"Python, one core: {seconds:.2f} s")
