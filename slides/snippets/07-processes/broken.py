# A worker is killed: the pool is broken, and says so in every future.
import os
import signal
from concurrent.futures import ProcessPoolExecutor

# begin broken
def die():
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        print(pool.submit(pow, 7, 2).result())
        victim = pool.submit(die)
        print(type(victim.exception()).__name__)
        try:
            pool.submit(pow, 7, 2)
        except Exception as error:
            print("submit:", type(error).__name__)
# end broken
