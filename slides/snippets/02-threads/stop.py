# A thread that is asked to stop, and stops at the next opportunity.
import time
from threading import Event, Thread


def read_sensor():
    time.sleep(0.01)  # plays a sensor


samples = 0

# begin program
stop = Event()

def log():
    global samples
    while not stop.is_set():
        read_sensor()
        samples += 1

logger = Thread(target=log)
logger.start()
time.sleep(0.1)
stop.set()     # the request
logger.join()  # and the wait
print(samples, "samples")
# end program
