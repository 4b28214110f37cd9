# Five pages, a pool of three workers. The sleep plays the server, 100 ms.
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter, sleep

# begin pages
def fetch(url):
    sleep(0.1)       # plays the server
    return f"page of {url}"

urls = ["a", "b", "c", "d", "e"]
start = perf_counter()

with ThreadPoolExecutor(3) as pool:
    pages = list(pool.map(fetch, urls))

ms = round((perf_counter() - start) * 1000)
print(len(pages), "pages,", ms, "ms")
# end pages
