"""Wall time and CPU time of a task that computes and of one that waits."""
# seconds: 60
import time


# begin clocks
def measure(task):
    wall = time.perf_counter()
    cpu = time.process_time()
    task()
    return (time.perf_counter() - wall,
            time.process_time() - cpu)
# end clocks


# begin tasks
def computes():
    sum(i * i for i in range(2_000_000))


def waits():
    time.sleep(0.2)  # plays a slow server
# end tasks


print("          wall     CPU      CPU / wall")
for task in (computes, waits):
    wall, cpu = measure(task)
    print(f"{task.__name__:8} {wall:5.2f} s  {cpu:5.2f} s  {cpu / wall:9.0%}")
