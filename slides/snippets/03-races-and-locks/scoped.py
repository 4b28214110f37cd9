"""The lock is let go on every path: at the end, at a return, at a raise."""
import threading

# begin withdraw
lock = threading.Lock()
balance = 100


def withdraw(amount):
    global balance
    with lock:
        if amount > balance:
            raise ValueError("too little")
        balance -= amount
# end withdraw


try:
    withdraw(500)
except ValueError as error:
    print("first customer:", error)
second = threading.Thread(target=withdraw, args=[30])
second.start()
second.join()
print("second customer: 30 of 100,", balance, "left")
