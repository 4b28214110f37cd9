"""WRONG: four threads change a counter that nothing protects."""
import threading

# begin count
count = 0


def work():
    global count
    for _ in range(100_000):
        count += 1
# end count


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"{count:,}")
