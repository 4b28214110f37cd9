"""WRONG in its first half: forked workers inherit one generator, and all draw the same."""

import multiprocessing
import random

context = multiprocessing.get_context("fork")

# begin wrong
rng = random.Random(2024)  # before the fork

def draw_shared(member, results):
    drawn = rng.randrange(1000)
    results.put((member, drawn))
# end wrong


# begin right
def draw_own(member, results):
    own = random.Random(f"2024/{member}")
    drawn = own.randrange(1000)
    results.put((member, drawn))
# end right


def run(draw):
    results = context.SimpleQueue()
    workers = [context.Process(target=draw, args=(m, results)) for m in range(4)]
    for worker in workers:
        worker.start()
    drawn = dict(results.get() for _ in workers)
    for worker in workers:
        worker.join()
    print(f"{draw.__name__:12}", [drawn[member] for member in sorted(drawn)])


run(draw_shared)
run(draw_own)
