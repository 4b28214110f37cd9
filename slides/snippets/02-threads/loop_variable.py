# Wrong on purpose: the threads share the loop variable.
from threading import Thread

# begin loop
threads = []
for i in range(3):
    threads.append(Thread(
        target=lambda: print(i)))
for thread in threads:
    thread.start()
# end loop
for thread in threads:
    thread.join()
