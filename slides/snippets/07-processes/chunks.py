# What it costs to cross: 1,000 items of nearly no work, one by one and in chunks.
from concurrent.futures import ProcessPoolExecutor
from time import perf_counter

# begin chunks
def square(x):
    return x * x

def measure(pool, chunksize):
    start = perf_counter()
    list(pool.map(square, range(1_000), chunksize=chunksize))
    per_item = (perf_counter() - start) / 1_000
    print(f"chunks of {chunksize:3}: {per_item * 1e6:5.0f} us")

if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(square, range(2)))  # start the workers
        for chunksize in (1, 10, 100, 500):
            measure(pool, chunksize)
# end chunks
