"""Four threads append to one list."""
import threading

# begin append
numbers = []


def append():
    for i in range(1000):
        numbers.append(i)


threads = [threading.Thread(target=append)
           for _ in range(4)]
# end append
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(numbers), "numbers")
