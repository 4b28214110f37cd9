"""Everybody takes the locks in one order, whichever way the money goes."""
import threading


class Account:
    def __init__(self, number):
        self.number = number
        self.lock = threading.Lock()
        self.balance = 100


# begin transfer
def transfer(payer, payee, amount):
    first, second = sorted(
        [payer, payee],
        key=lambda account: account.number)
    with first.lock, second.lock:
        payer.balance -= amount
        payee.balance += amount
# end transfer


anna, ben = Account(0), Account(1)
threads = [threading.Thread(target=transfer, args=args) for args in [(anna, ben, 5), (ben, anna, 7)] * 100]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(anna.balance, ben.balance)
