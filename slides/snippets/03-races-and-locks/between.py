"""WRONG: reads, calls a function, writes. The interpreter may switch at the call."""
import sys
import threading

sys.setswitchinterval(1e-6)  # switches more often, so that one run is enough

# begin between
count = 0


def one():
    return 1


def work():
    global count
    for _ in range(100_000):
        count = count + one()
# end between


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"{count:,}")
