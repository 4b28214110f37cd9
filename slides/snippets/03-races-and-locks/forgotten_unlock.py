"""WRONG: an exception between acquire and release leaves the lock taken."""
import threading

# begin withdraw
lock = threading.Lock()
balance = 100


def withdraw(amount):
    global balance
    lock.acquire()
    if amount > balance:
        raise ValueError("too little")
    balance -= amount
    lock.release()
# end withdraw


try:
    withdraw(500)
except ValueError as error:
    print(error, lock.locked())
