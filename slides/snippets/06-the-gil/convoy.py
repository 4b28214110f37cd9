"""A thread that waits often, beside one that computes."""
# seconds: 120
import sys
import threading
import time

stop = threading.Event()


# begin convoy
def computes():
    while not stop.is_set():
        sum(i * i for i in range(1000))


def fifty_requests():
    start = time.perf_counter()
    for _ in range(50):
        time.sleep(0.001)  # a fast server
    return time.perf_counter() - start
# end convoy


print(f"alone                          {fifty_requests() * 1000:4.0f} ms")
other = threading.Thread(target=computes)
other.start()
print(f"beside a thread that computes  {fifty_requests() * 1000:4.0f} ms")
sys.setswitchinterval(0.0005)
print(f"with a switch interval / 10    {fifty_requests() * 1000:4.0f} ms")
stop.set()
other.join()
