"""Two tasks that look alike on a wall clock."""
# seconds: 60
import time


# begin tasks
def a():
    return sum(i * i for i in range(2_000_000))


def b():
    time.sleep(as_long_as_a)  # plays a slow server
# end tasks


start = time.perf_counter()
a()
as_long_as_a = time.perf_counter() - start
print(f"a: {as_long_as_a:.2f} s")

start = time.perf_counter()
b()
print(f"b: {time.perf_counter() - start:.2f} s")
