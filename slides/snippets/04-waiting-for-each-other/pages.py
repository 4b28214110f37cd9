"""A producer and a consumer, with room for eight pages between them."""
import queue
import threading

# begin pages
pages = queue.Queue(maxsize=8)


def fetch():
    for number in range(20):
        pages.put(number)  # waits if full
    pages.put(None)        # "that was all"


def store():
    while (page := pages.get()) is not None:
        stored.append(page)
# end pages


stored = []
threads = [threading.Thread(target=fetch), threading.Thread(target=store)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(stored), "pages")
