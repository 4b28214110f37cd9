# One thread: create, start, join.
# begin program
import time
from threading import Thread

def download(file):
    time.sleep(0.2)
    print(f"{file} is here")

thread = Thread(target=download,
                args=("mesh.vtk",))
thread.start()   # starts here
print("main goes on")
thread.join()    # waits for the end
print("main is done")
# end program
