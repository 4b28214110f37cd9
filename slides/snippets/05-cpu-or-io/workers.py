"""How many threads ThreadPoolExecutor takes unless told otherwise, since Python 3.8."""
print("cores   threads")
for cores in (1, 2, 4, 8, 12, 28, 64):
    print(f"{cores:5}{min(32, cores + 4):10}")
