"""One thread sleeps until another one has something for it."""
import threading

# begin letter
arrived = threading.Condition()
letter = ""


def reader():
    with arrived:
        arrived.wait_for(lambda: letter)
        print(letter)


def writer():
    global letter
    with arrived:
        letter = "Dear reader"
        arrived.notify()
# end letter


threads = [threading.Thread(target=reader), threading.Thread(target=writer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
