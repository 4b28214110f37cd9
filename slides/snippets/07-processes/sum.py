# A sum of squares, 4 x 500,000: one after the other, on threads, on processes.
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from time import perf_counter

# begin sum
def sum_of_squares(n):
    return sum(i * i for i in range(n))
# end sum

def timed(name, run):
    start = perf_counter()
    sums = list(run(sum_of_squares, [500_000] * 4))
    took = (perf_counter() - start) * 1000
    print(f"{name:9}{took:5.0f} ms")
    return sums

if __name__ == "__main__":
    timed("alone", map)
    with ThreadPoolExecutor(4) as pool:
        timed("threads", pool.map)
    with ProcessPoolExecutor(4) as pool:
        timed("processes", pool.map)
