"""A method that holds the lock calls another one that takes it again."""
import threading


# begin account
class Account:
    def __init__(self):
        self.lock = threading.RLock()
        self.balance = 100

    def take(self, amount):
        with self.lock:
            self.balance -= amount

    def take_all(self):
        with self.lock:
            self.take(self.balance)
# end account


account = Account()
account.take_all()
print(account.balance)
