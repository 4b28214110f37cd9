# Wrong on purpose: two transfers take the same two locks in opposite orders.
# It ends because its threads are daemons; a real program would wait for ever.
from threading import Barrier, Lock, Thread


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = Lock()


both_have_one = Barrier(2)


def write_journal():
    """Takes so long that the other transfer gets here, too."""
    both_have_one.wait(timeout=5)


# begin transfer
def transfer(payer, payee, amount):
    with payer.lock:
        write_journal()
        with payee.lock:
            payer.balance -= amount
            payee.balance += amount
# end transfer


ann, bob = Account(100), Account(100)
# begin run
a = Thread(target=transfer, args=(ann, bob, 10), daemon=True)
b = Thread(target=transfer, args=(bob, ann, 20), daemon=True)
# end run
a.start()
b.start()
for name, thread in ("Ann pays Bob", a), ("Bob pays Ann", b):
    thread.join(timeout=0.5)
    print(f"{name}: {'still waits' if thread.is_alive() else 'done'}")
