"""A clock that ticks every 10 ms, and one call in C that keeps the lock to its end."""
# seconds: 60
import sys
import threading
import time

ticks = []
stop = threading.Event()


# begin ticks
def tick():
    while not stop.wait(0.01):
        ticks.append(time.perf_counter())
# end ticks


ticker = threading.Thread(target=tick)
ticker.start()
time.sleep(0.1)
start = time.perf_counter()
# begin call
sum(range(15_000_000))
# end call
end = time.perf_counter()
time.sleep(0.05)
stop.set()
ticker.join()

gaps = [b - a for a, b in zip(ticks, ticks[1:])]
print(f"switch interval  {sys.getswitchinterval() * 1000:4.0f} ms")
print(f"the call         {(end - start) * 1000:4.0f} ms")
print(f"longest silence  {max(gaps) * 1000:4.0f} ms")
