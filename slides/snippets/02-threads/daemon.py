# Wrong on purpose: the program ends without its daemon thread.
# begin program
import time
from threading import Thread

def save():
    time.sleep(2)  # a slow disk
    print("saved")

Thread(target=save, daemon=True).start()
print("done")
# end program
