# Three downloads on three threads.
import time
from threading import Thread


def download(file):
    time.sleep(0.2)  # plays 2 s
    print(f"{file} is here")


files = ["mesh.vtk", "forces.csv", "notes.txt"]
start = time.perf_counter()
# begin two_loops
threads = []
for file in files:
    threads.append(Thread(target=download,
                          args=(file,)))
    threads[-1].start()
for thread in threads:
    thread.join()
# end two_loops
print(f"two loops: {time.perf_counter() - start:.2f} s")
