"""WRONG: two transfers take the same two locks in opposite orders."""
import threading


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.balance = 100


# begin transfer
def transfer(payer, payee, amount):
    with payer.lock:
        with payee.lock:
            payer.balance -= amount
            payee.balance += amount
# end transfer


anna, ben = Account(), Account()
transfer(anna, ben, 5)  # one after the other: nothing hangs
transfer(ben, anna, 7)
