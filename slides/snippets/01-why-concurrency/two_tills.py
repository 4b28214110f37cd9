# Wrong on purpose: between the question and the answer, somebody else is served.
from threading import Barrier, BrokenBarrierError, Thread

both_tills = Barrier(2)
slow_printer = True


def print_receipt():
    """A slow printer takes so long that the other till gets here, too."""
    if slow_printer:
        try:
            both_tills.wait(timeout=5)
        except BrokenBarrierError:
            pass


# begin withdraw
balance = 100

def withdraw(amount):
    global balance
    if balance >= amount:    # enough?
        print_receipt()      # takes time
        balance -= amount    # then pay
# end withdraw


def one_day():
    global balance
    balance = 100
    # begin day
    tills = [Thread(target=withdraw, args=(80,))
             for _ in range(2)]
    # end day
    for till in tills:
        till.start()
    for till in tills:
        till.join()
    return balance


print(f"slow printer: {one_day()} left")
slow_printer = False
right = sum(one_day() == 20 for _ in range(200))
print(f"quick printer: 20 left on {right} of 200 days")
