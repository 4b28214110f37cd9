#!/usr/bin/env python3
"""Explores every program of grader/explore/zoo: each bug must be found within the
schedules that it gets, as one of the kinds that its first line expects, and no
correct program may fail.

usage: grader/tests/zoo.py [--schedules N] [--seeds N] [--strategy NAME] [--build DIR] [NAME...]

Prints a line for each program and "N passed, N failed".
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[2]
zoo = root / "grader/explore/zoo"
strict = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"]


def run(command, **options):
    return subprocess.run(command, capture_output=True, text=True, errors="replace", **options)


def build_runtime(compiler, folder):
    sources = [file for file in sorted((root / "grader/explore").glob("*.cpp")) if not file.name.endswith("_test.cpp")]

    def compile_one(source):
        done = run([compiler, "-std=c++20", "-O2", "-fno-threadsafe-statics", f"-I{root}/grader", "-c", source,
                    "-o", folder / f"{source.stem}.o"], timeout=300)
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


def explore(program, schedules, seed, strategy, stop):
    """The kind of the first failure, or "nothing", and the last line's figures."""
    environment = {**os.environ, "EXPLORE_SCHEDULES": str(schedules), "EXPLORE_SEED": str(seed),
                   "EXPLORE_STRATEGY": strategy, "EXPLORE_FD": "1", "EXPLORE_STOP": "1" if stop else "0"}
    try:
        done = run([program], env=environment, timeout=600)
    except subprocess.TimeoutExpired:
        return "hang", {}
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        return f"died ({done.returncode})", {}
    return (lines[0]["failure"], lines[-1]) if "failure" in lines[0] else ("nothing", lines[-1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--schedules", type=int, default=2000)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--strategy", default="mix")
    parser.add_argument("--compiler", default="clang++-19")
    parser.add_argument("--build", type=pathlib.Path, default=root / "build/zoo")
    wanted = parser.parse_args()
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
        firsts = []
        for seed in range(wanted.seeds):
            kind, figures = explore(program, wanted.schedules, 1 + seed * 1_000_000, wanted.strategy,
                                    stop=expected != ["nothing"])
            if kind not in expected:
                return False, f"{kind}, and not {' or '.join(expected)} (seed {1 + seed * 1_000_000}, {figures})"
            firsts.append(figures.get("first", 0))
        return True, f"{' or '.join(expected)}" + (f", after {sorted(firsts)[len(firsts) // 2]} schedules" if any(firsts) else "")

    sources = [source for source in sorted(zoo.glob("*/*.cpp"))
               if not wanted.names or source.stem in wanted.names]
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for source, (right, words) in zip(sources, pool.map(judge, sources)):
            passed, failed = passed + (right is True), failed + (right is False)
            print(f"{source.parent.name}/{source.stem:<36} {words}{'  WRONG' if right is False else ''}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
