"""What the tests of the grader as a program share: where the course is, how the grader is
called, and the count of what is as it should be."""
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
GRADE = ROOT / "grader/grade"

passed = failed = 0


def check(right, what, said=""):
    """Counts it. Of what is wrong it prints a line, and the end of what was said."""
    global passed, failed
    passed, failed = (passed + 1, failed) if right else (passed, failed + 1)
    if not right:
        print(f"not as it should be: {what}", *str(said).splitlines()[-25:], sep="\n    ", flush=True)


def grade(*arguments, deadline=900, **more):
    """The grader's end: its exit code, and what it printed."""
    return subprocess.run([GRADE, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          errors="replace", timeout=deadline, **more)


def conclude():
    """Prints the count, which is the last line of a test, and tells the exit code."""
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0
