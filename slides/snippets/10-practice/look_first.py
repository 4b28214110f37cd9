"""A slow program, looked at before anybody makes it parallel."""
# seconds: 60

import time

NAMES = [f"user{7 * i % 3000}" for i in range(6000)]


def load():
    time.sleep(0.05)  # plays a disk
    return NAMES


# begin slow
def without_doubles(names):
    seen = []
    for name in names:
        if name not in seen:
            seen.append(name)
    return seen
# end slow


# begin fast
def without_doubles_fast(names):
    return list(dict.fromkeys(names))
# end fast


def timed(what, call):
    start = time.perf_counter()
    result = call()
    print(f"{what:16} {1000 * (time.perf_counter() - start):7.1f} ms")
    return result


names = timed("load", load)
one = timed("without doubles", lambda: without_doubles(names))
other = timed("  with a dict", lambda: without_doubles_fast(names))
timed("write", lambda: "\n".join(one))
print("same result:", one == other)
