"""One thread waits until another one raises a flag."""
import threading

# begin event
opened = threading.Event()


def visitor():
    opened.wait()
    print("in")


threads = [threading.Thread(target=visitor)
           for _ in range(3)]
for thread in threads:
    thread.start()
opened.set()
# end event
for thread in threads:
    thread.join()
