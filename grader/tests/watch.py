#!/usr/bin/env python3
"""Uses `grader/grade watch` as a person does: in a terminal, with saves and keys.

usage: grader/tests/watch.py

Prints one line for each thing that is not as it should be, how long a save takes
to its first failing test, and "N passed, N failed".
"""
import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

import checks
from checks import GRADE, ROOT

SOLUTION = (ROOT / "solutions/02-races/races.cpp").read_text()
ROUNDS = 5


class Screen:
    """A terminal of 80 times 40 in which `watch` runs."""

    def __init__(self, submission):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm", NO_COLOR="1")
            os.execv(GRADE,
                     ["grade", "watch", "02", "--submission", str(submission)])
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
        self.text = ""

    def read(self, seconds):
        """The last screen that was drawn within the time."""
        deadline = time.monotonic() + seconds
        while select.select([self.terminal], [], [], max(0, deadline - time.monotonic()))[0]:
            try:
                self.text += os.read(self.terminal, 65536).decode(errors="replace")
            except OSError:
                break
            if time.monotonic() > deadline:
                break
        return self.last()

    def last(self):
        screen = self.text[self.text.rfind("\x1b[H"):]
        return re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", screen).replace("\r", "")

    def wait_for(self, words, seconds=60):
        """True as soon as they stand on the screen."""
        deadline = time.monotonic() + seconds
        while words not in self.last():
            if time.monotonic() > deadline:
                return False
            ready, _, _ = select.select([self.terminal], [], [], 0.05)
            if ready:
                try:
                    self.text += os.read(self.terminal, 65536).decode(errors="replace")
                except OSError:
                    return words in self.last()
        return True

    def press(self, key):
        os.write(self.terminal, key.encode())

    def end(self, seconds=15):
        """The exit code; None if it had to be killed."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.read(0.05)
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        return None


def check(what, right, screen):
    checks.check(right, what, screen.last())


def children():
    """What runs below this test's folder for temporary files, one line each."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it is gone
        if os.environ["TMPDIR"] in line:
            found.append(f"{process.name} {line}")
    return found


def main():
    work = pathlib.Path(tempfile.mkdtemp())
    os.environ["TMPDIR"] = str(work / "tmp")
    (work / "tmp").mkdir()
    source = work / "submission/02-races/races.cpp"
    source.parent.mkdir(parents=True)
    subprocess.run([GRADE, "run", "02", "--submission", ROOT / "solutions", "-q"],
                   stdout=subprocess.DEVNULL, timeout=1500, check=False)  # builds what is missing
    wrong = SOLUTION.replace("fetch_add(1", "fetch_add(2")
    assert wrong != SOLUTION
    broken = SOLUTION.replace("namespace course {", "namespace course { int x = \"text\";", 1)

    source.write_text(SOLUTION)
    screen = Screen(source.parent.parent)
    check("the first report is shown", screen.wait_for("Total: ", 120), screen)
    check("it waits", screen.wait_for("waits for the next save"), screen)

    def seconds_to(words, text):
        source.write_text(text)
        start = time.monotonic()
        seen = screen.wait_for(words, 30)
        check(f"a save shows '{words}'", seen, screen)
        return time.monotonic() - start

    assertions, errors = [], []
    for _ in range(ROUNDS):
        assertions.append(seconds_to("failed:", wrong))
        check("all of it is shown", screen.wait_for("waits for the next save"), screen)
        errors.append(seconds_to("not built:", broken))
        check("all of it is shown", screen.wait_for("waits for the next save"), screen)
    print(f"from a save to the first failing test: {statistics.median(assertions):.2f} s; "
          f"to a compile error: {statistics.median(errors):.2f} s (medians of {ROUNDS})")

    # A save while it grades: the stale result never shows.
    source.write_text(SOLUTION)
    screen.wait_for("testing", 30)
    source.write_text(broken)
    check("a save calls off what goes on", screen.wait_for("not built:", 30), screen)
    check("and nothing stale follows", "100 of 100" not in screen.read(2), screen)
    check("one result is shown in the end", screen.wait_for("Total: 0 of 100"), screen)

    screen.press("h")
    check("h shows a hint", screen.wait_for("02-races, task") or screen.wait_for("You have seen all", 1), screen)
    screen.press("l")
    check("l shows the list", screen.wait_for("done."), screen)
    screen.press(" ")
    check("any other key shows the report again", screen.wait_for("Total: 0 of 100"), screen)
    check("the keys stand below", screen.last().rstrip().endswith("q quit"), screen)
    check("nothing scrolled", screen.last().count("\n") < 40, screen)
    source.write_text(SOLUTION)
    screen.wait_for("testing", 30)
    screen.press("q")
    check("q ends it in the middle of a grading", screen.end() == 0, screen)
    check(f"{children()[:2]} are left", not children(), screen)
    check("no file is left", not list((work / "tmp").iterdir()), screen)

    # A watcher that is killed takes its grading along.
    screen = Screen(source.parent.parent)
    screen.wait_for("building", 30)
    os.kill(screen.process, signal.SIGKILL)
    deadline = time.monotonic() + 15
    while children() and time.monotonic() < deadline:
        time.sleep(0.1)
    check(f"a watcher that is killed leaves {children()[:2]}", not children(), screen)
    os.waitpid(screen.process, 0)

    shutil.rmtree(work, ignore_errors=True)
    sys.exit(checks.conclude())


if __name__ == "__main__":
    main()
