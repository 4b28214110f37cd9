"""WRONG: reads, adds and writes a shared counter. The GIL keeps none of it together."""
# seconds: 120
import sys
import threading

sys.setswitchinterval(1e-6)  # more turns, so that one run is enough


# begin count
def next_number(n):
    return n + 1


def count():
    global counter
    for _ in range(100_000):
        counter = next_number(counter)
# end count


counter = 0
threads = [threading.Thread(target=count) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"{counter:,} of 400,000")
