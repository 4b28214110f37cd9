#!/usr/bin/env python3
"""Traces the programs of grader/tests/trace and compares with what they do by construction.

usage: grader/tests/trace.py [--busy] [--quiet] [NAME...]
  --busy   also beside two busy loops: no end of a bracket moves by more than 5 %
  --quiet  also by the clock, on a quiet machine with two CPUs: the measured speed-up lies
           in the bracket

Each program's second line says its work and span in milliseconds of its own; their ratio
is what must come out, within 5 %.
"""
import argparse
import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
programs = root / "grader/tests/trace"
RATIO = 0.05  # of parallelism
MOVES = 0.05  # of an end of a bracket, beside others


def trace(source, folder, runs=1):
    """What --json says, or a complaint."""
    report = pathlib.Path(folder) / "trace.json"
    done = subprocess.run([root / "grader/grade", "trace", source, "--quiet", "--runs", str(runs), "--json", report],
                          capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        return f"exit code {done.returncode}: {done.stderr.strip()[:300]}"
    return json.loads(report.read_text())


def on_two(traced):
    return next(each for each in traced["speedup"] if each["cores"] == 2)


def wrong_by_construction(source, traced):
    work, span = map(float, re.search(r"^// expect: work (\S+) span (\S+)$", source.read_text(), re.MULTILINE).groups())
    if abs(traced["parallelism"] / (work / span) - 1) > RATIO:
        return f"parallelism {traced['parallelism']:.3f}, not {work / span:.3f}"
    two = on_two(traced)
    if not 0 < two["at_least"] <= two["at_most"] <= 2.1:
        return f"the bracket on two cores is {two['at_least']:.3f} to {two['at_most']:.3f}"
    if not traced["chain"] or sum(link["ms"] for link in traced["chain"]) < 0.9 * traced["span_ms"]:
        return "the chain is not as long as the span"
    if not any(source.name in link["what"] or source.name in link["source"] or "burn.hpp" in link["what"]
               for link in traced["chain"]):
        return "the chain names no line of the program"
    return ""


@contextlib.contextmanager
def busy_loops(count):
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def wrong_beside_others(before, after):
    """Without inflation, which only threads that run together have."""
    for end in ("at_least_without_inflation", "at_most_without_inflation"):
        moved = abs(on_two(after)[end] / on_two(before)[end] - 1)
        if moved > MOVES:
            return f"{end} moved by {100 * moved:.1f} %"
    return ""


def wrong_by_the_clock(traced):
    measured = traced["measured"]["speedup"]
    if measured is None:
        return f"not measured: others keep {traced['measured']['foreign_cpus']:.2f} CPUs busy"
    two = on_two(traced)
    if not two["at_least"] <= measured <= two["at_most"]:
        return f"{measured:.3f} by the clock, not {two['at_least']:.3f} to {two['at_most']:.3f}"
    return ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--busy", action="store_true")
    parser.add_argument("--quiet", action="store_true")
    wanted = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for source in sorted(programs.glob("*.cpp")):
            if wanted.names and source.stem not in wanted.names:
                continue
            traced = trace(source, folder, runs=3 if wanted.quiet else 1)
            complaints = [("", traced)]
            if not isinstance(traced, str):
                complaints = [("", wrong_by_construction(source, traced))]
                if wanted.quiet:
                    complaints.append((" by the clock", wrong_by_the_clock(traced)))
                if wanted.busy:
                    with busy_loops(2):
                        beside = trace(source, folder)
                    wrong = beside if isinstance(beside, str) else wrong_beside_others(traced, beside)
                    complaints.append((" beside two busy loops", wrong))
            for what, complaint in complaints:
                passed, failed = passed + (not complaint), failed + bool(complaint)
                print(f"{source.stem + what:<40} {complaint + '  WRONG' if complaint else 'right'}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    os.environ.pop("COURSE_ROOT", None)
    sys.exit(main())
