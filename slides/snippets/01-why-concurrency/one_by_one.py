# Ten downloads, one after the other, and the two clocks that tell what it cost.
import time

# begin program
def fetch(page):
    time.sleep(0.1)  # plays a server that takes 1 s
    return f"body of {page}"

pages = [f"page {i}" for i in range(10)]
wall, cpu = time.perf_counter(), time.process_time()
bodies = [fetch(page) for page in pages]
# end program
wall = time.perf_counter() - wall
cpu = time.process_time() - cpu
print(f"{len(bodies)} pages")
print(f"{wall:7.3f} s on the clock on the wall")
print(f"{cpu:7.3f} s of computing")
