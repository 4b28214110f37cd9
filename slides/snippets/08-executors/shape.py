# The shape of a program that uses an executor: 8 workers, 10 items.
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import as_completed
from time import sleep

# begin shape
def measure(item):
    if item == 7:
        raise ValueError("no data")
    sleep(0.02)            # plays the wait
    return item * item

done = 0
with ThreadPoolExecutor(8) as pool:
    items = {pool.submit(measure, item): item
             for item in range(10)}
    for future in as_completed(items):
        error = future.exception()
        if error:
            print("item", items[future], error)
        else:
            done += 1
print(done, "of", len(items))
# end shape
