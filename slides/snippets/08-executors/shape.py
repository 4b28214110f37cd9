# The shape of a program that uses an executor: 8 workers, 10 items.
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import as_completed

# begin shape
def measure(item):
    if item == 7:
        raise ValueError("no data")
    return item * item

total = 0
with ThreadPoolExecutor(8) as pool:
    items = {pool.submit(measure, i): i
             for i in range(10)}
    for future in as_completed(items):
        try:
            total += future.result()
        except ValueError as error:
            print(items[future], error)
print("sum", total)
# end shape
