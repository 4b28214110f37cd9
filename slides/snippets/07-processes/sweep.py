# The shape of a program that uses a process pool: a parameter sweep.
from concurrent.futures import ProcessPoolExecutor, as_completed

# begin sweep
def simulate(growth, seed):      # a module's own function
    if growth > 4:
        raise ValueError(f"growth {growth}")
    x = seed / 1000
    for _ in range(100_000):
        x = growth * x * (1 - x)
    return round(x, 3)

if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as pool:
        tasks = {pool.submit(simulate, growth, seed=7): growth
                 for growth in (2.0, 2.5, 4.5)}
        for task in as_completed(tasks, timeout=60):
            error = task.exception()
            print(tasks[task], error or task.result())
# end sweep
