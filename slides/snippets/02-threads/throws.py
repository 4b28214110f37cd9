# A thread that fails: the others go on, and so does the program.
import sys
from threading import Thread

files = ["mesh.vtk", "forces.csv", "notes.txt"]

# begin program
bodies = []

def download(file):
    if file == "forces.csv":
        raise OSError("no answer")
    bodies.append(file)

threads = [
    Thread(target=download, args=(file,))
    for file in files
]
# end program
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
sys.stderr.flush()
print(f"saved {len(bodies)} of {len(files)} files")
