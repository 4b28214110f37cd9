# Items 3, 1, 2: each takes that many tenths of a second.
from concurrent.futures import ThreadPoolExecutor, as_completed
from time import sleep

# begin orders
def wait(item):
    sleep(item / 10)        # plays the work
    return item

with ThreadPoolExecutor(3) as pool:
    for result in pool.map(wait, [3, 1, 2]):
        print(result, end=" ")

    print()
    futures = [pool.submit(wait, item)
               for item in (3, 1, 2)]
    for future in as_completed(futures):
        print(future.result(), end=" ")
# end orders
