"""Asks again after a growing pause, but only if asking again may help."""

import time


class FakeSite:
    """Answers with the given statuses, one after the other."""

    def __init__(self, *statuses):
        self.statuses = iter(statuses)
        self.start = time.monotonic()

    def get(self):
        status = next(self.statuses)
        print(f"  {1000 * (time.monotonic() - self.start):4.0f} ms: {status}")
        return status


# begin retry
def ask(site, retries, pause):
    for attempt in range(retries + 1):
        status = site.get()
        if not 500 <= status <= 599:
            return status  # there, or gone
        if attempt < retries:
            time.sleep(pause * 2**attempt)
    return status
# end retry


print("overloaded for a while")
ask(FakeSite(503, 503, 200), retries=3, pause=0.1)
print("not there")
ask(FakeSite(404), retries=3, pause=0.1)
