"""Splits a table into four chunks, processes them in four processes, puts them together."""
# seconds: 60

from concurrent.futures import ProcessPoolExecutor
from itertools import chain

ROWS = [(city, 37 * city % 1009) for city in range(40_000)]


def process(rows):
    return [(city, n / 7) for city, n in rows]


# begin program
def split(rows, parts):
    n = -(-len(rows) // parts)  # rounded up
    cuts = range(0, len(rows), n)
    return [rows[i : i + n] for i in cuts]


def in_parallel(rows):
    parts = split(rows, 4)
    with ProcessPoolExecutor(4) as pool:
        done = pool.map(process, parts)
        return list(chain(*done))
# end program


if __name__ == "__main__":
    together = in_parallel(ROWS)
    print(len(together), "rows, equal to serial:", together == process(ROWS))
