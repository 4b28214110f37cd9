# Wrong: nobody asks the futures, so nobody hears of the exceptions.
from concurrent.futures import ThreadPoolExecutor

# begin silent
def save(row):
    raise OSError(f"row {row}: disk full")

with ThreadPoolExecutor(4) as pool:
    for row in range(1_000):
        pool.submit(save, row)
print("all rows saved")
# end silent
