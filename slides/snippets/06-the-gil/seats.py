"""One seat, many customers: check, then act. The sleep plays a look into a database."""
# seconds: 60
import threading
import time


# begin wrong
seats = 1


def book():
    global seats
    if seats > 0:           # check
        time.sleep(0.05)    # asks the bank
        seats -= 1          # act
# end wrong


def all_at_once(work):
    together = threading.Barrier(20)

    def customer():
        together.wait()
        work()

    threads = [threading.Thread(target=customer) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seats


print("without a lock:", all_at_once(book), "seats left")

lock = threading.Lock()


def book_safely():
    with lock:
        book()


seats = 1
print("with a lock:   ", all_at_once(book_safely), "seats left")
