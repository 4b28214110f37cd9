"""What the Python programs share: which way to run, and how long it took."""

import json
import sys
import time


def run(*ways, arguments=()):
    """Runs the way that the command line names, and prints its time and result."""
    way = {way.__name__: way for way in ways}[sys.argv[1]]
    start = time.perf_counter()
    result = way(*arguments)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "result": [str(value) for value in result]}))
