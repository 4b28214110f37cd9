"""What every measurement here needs: how long something took, how busy others kept the
machine meanwhile, and a Markdown table."""
import os
import pathlib
import statistics
import sys
import time

QUIET = 0.15  # CPUs that others may keep busy; more, and figures say little
NOT_MEASURED = 5  # as the grader's exit code
TICKS = os.sysconf("SC_CLK_TCK")


def cpus():
    return len(os.sched_getaffinity(0))


def machine_seconds():
    """CPU time that programs had on this machine, and what other virtual machines took of it."""
    with open("/proc/stat", encoding="ascii") as file:
        user, nice, system, _, _, irq, softirq, stolen = map(int, file.readline().split()[1:9])
    return (user + nice + system + irq + softirq + stolen) / TICKS, stolen / TICKS


def others_seconds():
    """CPU time of each process that is neither this one nor below it: {(number, start): seconds}.

    With that of its children that have ended. Not so of what stands above this process, nor of
    the machine's first: they also inherit what this process has started, and may take a while to
    wait for what of it has ended."""
    found = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it is gone
        user, system, children_user, children_system = map(int, words[11:15])
        ended = words[0] == "Z"
        found[int(folder.name)] = (int(words[1]), words[19], ended, user + system, children_user + children_system)

    def above(number):
        while number in found:
            yield number
            number = found[number][0]

    inherit = {1, *above(os.getpid())}
    return {(number, start): (own + (0 if number in inherit else children)) / TICKS
            for number, (parent, start, ended, own, children) in found.items()
            if os.getpid() not in above(number) and not (ended and parent in inherit)}


class Stopwatch:
    """`with Stopwatch() as watch:` the block's `seconds`, the `foreign` CPUs that others kept
    busy, and the CPU time that was `ours`, in seconds.

    Not by what the kernel counts for a parent: it never sees what runs in bubblewrap, which
    does not wait for it. Others that start and end within the block, and whose parent does too,
    are taken for ours."""

    def __enter__(self):
        self.began = time.monotonic(), machine_seconds(), others_seconds()
        return self

    def __exit__(self, *_):
        start, (busy, stolen), others = self.began
        self.seconds = time.monotonic() - start
        busy, stolen = (now - before for now, before in zip(machine_seconds(), (busy, stolen)))
        foreign = stolen + sum(seconds - others.get(process, 0) for process, seconds in others_seconds().items())
        self.foreign = foreign / max(self.seconds, 1e-9)
        self.ours = max(0.0, busy - foreign)


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
