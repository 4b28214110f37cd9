# Wrong on purpose: the threads share the loop variable.
from threading import Thread

# begin loop
seen = []
threads = []
for i in range(3):
    threads.append(Thread(
        target=lambda: seen.append(i)))
for thread in threads:
    thread.start()
# end loop
for thread in threads:
    thread.join()
print(seen)
