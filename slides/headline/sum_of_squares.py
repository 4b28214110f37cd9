"""Four sums of 2,000,000 squares: nothing but computing."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from headline import run

TASKS = [2_000_000] * 4


def sum_of_squares(n):
    return sum(i * i for i in range(n))


def one_after_another():
    return list(map(sum_of_squares, TASKS))


def threads():
    with ThreadPoolExecutor(max_workers=len(TASKS)) as pool:
        return list(pool.map(sum_of_squares, TASKS))


def processes():
    with ProcessPoolExecutor(max_workers=len(TASKS)) as pool:
        return list(pool.map(sum_of_squares, TASKS))


if __name__ == "__main__":
    run(one_after_another, threads, processes)
