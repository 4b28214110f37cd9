"""What every measurement here needs: how long something took, how busy others kept the
machine meanwhile, and a Markdown table."""
import os
import statistics
import sys
import time

QUIET = 0.15  # CPUs that others may keep busy; more, and figures say little
NOT_MEASURED = 5  # as the grader's exit code


def cpus():
    return len(os.sched_getaffinity(0))


def busy_seconds():
    """CPU time of the whole machine, what other virtual machines took included."""
    with open("/proc/stat", encoding="ascii") as file:
        user, nice, system, _, _, irq, softirq, steal = map(int, file.readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def our_seconds():
    """CPU time of this process and of all that it has started and seen end."""
    own = os.times()
    return own.user + own.system + own.children_user + own.children_system


class Stopwatch:
    """`with Stopwatch() as watch:` the block's `seconds`, and the CPUs that others kept busy."""

    def __enter__(self):
        self.began = time.monotonic(), busy_seconds(), our_seconds()
        return self

    def __exit__(self, *_):
        start, busy, ours = self.began
        self.seconds = time.monotonic() - start
        self.foreign = max(0.0, busy_seconds() - busy - (our_seconds() - ours)) / max(self.seconds, 1e-9)


def disturbance(foreign):
    """Given the others' CPUs of each part of a measurement: nothing, or what to say."""
    loud = [each for each in foreign if each > QUIET]
    if not loud:
        return ""
    return (f"The machine was not quiet: in {len(loud)} of {len(foreign)} measurements others kept up to "
            f"{max(loud):.1f} CPUs busy. The figures say little; measure again when nothing else runs.")


def spread(values, digits=2):
    """The median, and the least and the most where they differ."""
    middle, low, high = (f"{value:.{digits}f}" for value in (statistics.median(values), min(values), max(values)))
    return middle if low == high else f"{middle} ({low}-{high})"


def table(heads, rows):
    """Markdown: the first column is of words, the others of figures."""
    lines = [heads, [":--"] + ["--:"] * (len(heads) - 1), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def stop(message, code=2):
    """Ends the program: 2 for a wrong command line, 3 for a broken course, 5 for the machine."""
    print(f"{os.path.basename(sys.argv[0])}: {message}", file=sys.stderr)
    sys.exit(code)
