#!/usr/bin/env python3
"""Explores every program of grader/explore/zoo: each bug must be found within the
schedules that it gets, as one of the kinds that its first line expects, and no
correct program may fail. A failure's seed must replay it step by step.

In a program's first lines: "// expect: KIND...", "// adversary: time,wakeups" for
surroundings that may do more, "// deadline: MS" for one that comes to no end,
"// channel: TEXT" for one that tells its grader that, "// needs: WHAT" for one
that is not run.

usage: grader/tests/zoo.py [--schedules N] [--seeds N] [--replays N] [--strategy NAME]
                           [--adversary NAMES] [--build DIR] [NAME...]

A NAME is that of a program or of a folder (wrong, right, beyond).
Prints a line for each program and "N passed, N failed".
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import socket
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[2]
zoo = root / "grader/explore/zoo"
strict = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"]


# What a program may expect by one word.
kinds = {"crashed": "failed", "exited": "failed", "not modelled": "not_modelled"}


def run(command, **options):
    return subprocess.run(command, capture_output=True, text=True, errors="replace", **options)


def build_runtime(compiler, folder):
    sources = [file for file in sorted((root / "grader/explore").glob("*.cpp")) if not file.name.endswith("_test.cpp")]

    def compile_one(source):
        done = run([compiler, "-std=c++20", "-O2", "-fno-threadsafe-statics", *strict, f"-I{root}/grader", "-c",
                    source, "-o", folder / f"{source.stem}.o"], timeout=300)
        if done.returncode != 0:
            sys.exit(done.stderr)
        return str(folder / f"{source.stem}.o")

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(compile_one, sources))


def is_newer(made, parts):
    return made.exists() and all(made.stat().st_mtime > os.stat(part).st_mtime for part in parts)


def build(compiler, source, runtime, folder):
    """The program, or None and what the compiler said."""
    program = folder / f"{source.parent.name}_{source.stem}"
    compiled = folder / f"{program.name}.o"
    if not is_newer(compiled, [source, zoo / "zoo.hpp"]):
        done = run([compiler, "-std=c++20", "-O1", "-g", "-fsanitize=thread", *strict, f"-I{root}/grader", "-c", source,
                    "-o", compiled], timeout=300)
        if done.returncode != 0:
            return None, done.stderr
    if not is_newer(program, [compiled, *runtime]):
        done = run([compiler, compiled, *runtime, "-o", program, "-ldl"], timeout=300)
        if done.returncode != 0:
            return None, done.stderr
    return program, ""


def explore(program, channel=None, **wanted):
    """The lines of JSON; a text instead where the program cannot be explored. With
    a channel they come through the one that the program takes for its own."""
    environment = {**os.environ} | {f"EXPLORE_{name.upper()}": str(value) for name, value in wanted.items()}
    ours, theirs = socket.socketpair()
    environment["EXPLORE_FD" if channel is None else "COURSE_RESULT_FD"] = str(theirs.fileno())
    with ours, ours.makefile() as results:
        process = subprocess.Popen([program], env=environment, pass_fds=[theirs.fileno()],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        theirs.close()
        ours.settimeout(600)
        try:
            lines = [json.loads(line) for line in results]
        except TimeoutError:
            process.kill()
            return "hang"
        complaint = process.communicate()[1]
    return lines if lines else f"died ({process.returncode}) {complaint.decode(errors='replace')}"


def what_is_wrong(program, failure, wishes, replays):
    """With a failure's line: its seed must replay it each time, with places and without."""
    if not failure["confirmed"]:
        return "not confirmed"
    if "steps" not in failure:
        return "not explained"
    said = failure.get("said", "")
    if not said.startswith(wishes.get("channel", "")) or len(said) > 16 << 10:
        return f"it said {said[:100]}"
    if failure["length"] > 0 and not any(step["at"] for step in failure["steps"]):
        return "no step has a place"
    held = [each for each in failure.get("waiting", []) if each["do"] in ("lock", "read_lock", "join")]
    if failure["failure"] == "deadlock" and not failure["waiting"]:
        return "nobody waits"
    if not all("holder" in each for each in held):
        return "somebody waits for what nobody holds"
    for _ in range(replays):
        replayed = explore(program, replay=failure["seed"], whole=1, **wishes)
        again = replayed[0] if isinstance(replayed, list) else {"failure": replayed}
        if any(again.get(key) != failure[key] for key in ("failure", "length", "trace", "confirmed")):
            return f"its replay is another one: {failure['seed']}"
    if again.get("skipped", 0) + len(again.get("steps", [])) != failure["length"]:
        return f"its replay has other steps: {failure['seed']}"
    if failure["preemptions"] > again["preemptions"]:
        return f"it got more preemptions: {failure['seed']}"
    return ""


def refuses_nonsense(program):
    """A seed that is none, and a budget that is spent at once."""
    seeds = [run([program], env={**os.environ, "EXPLORE_REPLAY": text}) for text in ("4711", "pct3-1", "random-1+speed")]
    last = explore(program, schedules=10, budget_ms=0)[-1]
    return all(done.returncode == 2 and "EXPLORE_REPLAY" in done.stderr for done in seeds) and \
        last["stopped"] == "budget" and last["schedules"] == 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--schedules", type=int, default=2000)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--replays", type=int, default=1)
    parser.add_argument("--strategy", default="mix")
    parser.add_argument("--adversary", default="")
    parser.add_argument("--compiler", default="clang++-19")
    parser.add_argument("--build", type=pathlib.Path, default=root / "build/zoo")
    wanted = parser.parse_args()
    every = sorted(zoo.glob("*/*.cpp"))
    wanted.names = set(wanted.names)
    if unknown := wanted.names - {name for source in every for name in (source.stem, source.parent.name)}:
        parser.error(f"{zoo}: no program and no folder is called {', '.join(sorted(unknown))}")
    wanted.build.mkdir(parents=True, exist_ok=True)
    runtime = build_runtime(wanted.compiler, wanted.build)

    def judge(source):
        text = source.read_text()
        expected = re.match(r"// expect: (.*)", text).group(1).split()
        if needs := re.search(r"^// needs: (.*)", text, re.MULTILINE):
            return None, f"not run: it needs {needs.group(1)}"
        program, complaint = build(wanted.compiler, source, runtime, wanted.build)
        if program is None:
            return False, f"does not build: {complaint.splitlines()[0] if complaint else ''}"
        wishes = {f"{name}{unit}": said.group(1) for name, unit in (("adversary", ""), ("deadline", "_ms"), ("channel", ""))
                  if (said := re.search(rf"^// {name}: (.*)", text, re.MULTILINE))}
        if wanted.adversary:
            wishes.setdefault("adversary", wanted.adversary)
        firsts = []
        for seed in range(wanted.seeds):
            wishes |= {"schedules": wanted.schedules, "seed": 1 + seed * 1_000_000,
                       "strategy": wanted.strategy, "stop": int(expected != ["nothing"])}
            lines = explore(program, **wishes)
            if isinstance(lines, str):
                return False, lines
            failure = lines[0] if len(lines) > 1 else None
            kind = failure["failure"] if failure else "nothing"
            if kinds.get(kind, kind) not in expected:
                return False, f"{kind}, and not {' or '.join(expected)} (seed {wishes['seed']}, {lines[-1]})"
            if failure and explore(program, **wishes)[0] != failure:
                return False, "the same seed failed in another way"
            if failure and (complaint := what_is_wrong(program, failure, wishes, wanted.replays)):
                return False, complaint
            firsts.append(lines[-1]["first"])
        return True, f"{' or '.join(expected)}" + (f", after {sorted(firsts)[len(firsts) // 2]} schedules" if any(firsts) else "")

    sources = [source for source in every if not wanted.names or wanted.names & {source.stem, source.parent.name}]
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for source, (right, words) in zip(sources, pool.map(judge, sources)):
            passed, failed = passed + (right is True), failed + (right is False)
            print(f"{source.parent.name}/{source.stem:<36} {words}{'  WRONG' if right is False else ''}", flush=True)
    if not wanted.names:
        right = refuses_nonsense(wanted.build / "right_mutex_counter")
        passed, failed = passed + right, failed + (not right)
        print(f"seeds and budgets{'' if right else '  WRONG'}")
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
