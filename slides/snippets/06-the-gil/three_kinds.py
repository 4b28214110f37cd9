"""Two calls of each kind of work: one after the other, and on two threads."""
# seconds: 120
import hashlib
import threading
import time

DATA = bytes(40_000_000)


# begin kinds
def bytecode():
    n = 1_500_000
    while n:
        n -= 1


def native():
    hashlib.sha256(DATA).digest()


def waiting():
    time.sleep(0.1)
# end kinds


def serial(work):
    work()
    work()


def on_two_threads(work):
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def seconds(run, work):
    start = time.perf_counter()
    run(work)
    return time.perf_counter() - start


print("            serial   2 threads")
for work in (bytecode, native, waiting):
    print(f"{work.__name__:9}{seconds(serial, work):7.2f} s"
          f"{seconds(on_two_threads, work):9.2f} s")
