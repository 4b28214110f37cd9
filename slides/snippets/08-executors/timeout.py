# A timeout ends the waiting, not the work.
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter, sleep

# begin timeout
start = perf_counter()
with ThreadPoolExecutor(1) as pool:
    page = pool.submit(sleep, 0.5)
    try:
        page.result(timeout=0.1)
    except TimeoutError:
        print("gave up")
        print("cancelled:", page.cancel())
took = perf_counter() - start
print("over after 0.5 s:", took >= 0.5)
# end timeout
