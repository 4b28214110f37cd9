# Results come home through a list, in the order in which the downloads end.
import time
from threading import Thread


def fetch(file):
    time.sleep(0.3 if file == "mesh.vtk" else 0.02)  # the first is the slowest
    return f"body of {file}"


files = ["mesh.vtk", "forces.csv", "notes.txt"]
# begin append
bodies = []

def download(file):
    bodies.append(fetch(file))

threads = [Thread(target=download,
                  args=(file,))
           for file in files]
# end append
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*bodies, sep="\n")
