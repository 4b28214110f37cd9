#!/usr/bin/env python3
"""What a warm verdict costs over the sum of its parts.

usage: grader/tests/cost.py [NAME [SUBMISSION]]    (01-threads and solutions, if not given)

Measures by hand, one after the other and without a sandbox: compile and link
in each profile, every test plainly and under ThreadSanitizer, and the timed
rounds as the report lists them. Then times `grader/grade run` on the same code.
Fails if the verdict took more than 1.5 times as long. Run it on a quiet machine.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
MOST = 1.5


def timed(command, **options):
    start = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300,
                   check=False, **options)
    return time.monotonic() - start


def grade(name, submission, report):
    return timed([ROOT / "grader/grade", "run", name, "--submission", submission, "--quiet",
                  "--json", report])


def build(recipe, parts, sources, folder):
    objects = []
    taken = 0.0
    for source in sources + [pathlib.Path(path) for path in recipe["adapters"]]:
        objects.append(folder / (source.name + ".o"))
        includes = ["-I" + str(path) for path in [sources[0].parent, *recipe["includes"]]]
        taken += timed([recipe["compiler"], *recipe["compile"], *includes, "-c", source, "-o",
                        objects[-1]])
    program = folder / "program"
    taken += timed([recipe["compiler"], *objects, *recipe[parts], *recipe["link"], "-o", program])
    return taken, program


def main():
    name = sys.argv[1] if len(sys.argv) > 1 else "01-threads"
    submission = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "solutions").resolve()
    course = ROOT / "build/course"
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        report = folder / "report.json"
        grade(name, submission, report)  # warms everything
        whole = grade(name, submission, report)
        exercise = json.loads(report.read_text())["exercises"][0]
        sources = [submission / name / file for file in exercise["exercise"]["submit"]
                   if file.endswith(".cpp")]
        suites = json.loads((course / f"plain/exercises/{name}.tests.json").read_text())
        tests = [f"{suite['name']}.{test['name']}" for suite in suites["testsuites"]
                 for test in suite["testsuite"]]
        parts = {}
        for profile in ("plain", "tsan", "bench"):
            recipe = json.loads((course / f"{profile}/exercises/{name}.recipe.json").read_text())
            kind = "bench" if profile == "bench" else "tests"
            parts["build " + profile], program = build(recipe, kind, sources, folder)
            if profile != "bench":
                parts["tests " + profile] = sum(
                    timed(["setarch", "-R", program, "--gtest_filter=" + test], cwd=folder)
                    for test in tests)
        parts["timed rounds"] = sum(
            value for finding in exercise["findings"] if finding.get("speed")
            for round_ in finding["speed"]["rounds"]
            for key, value in round_.items() if key != "yours_cpu")
    for part, seconds in parts.items():
        print(f"{part:<14} {seconds:7.2f} s")
    total = sum(parts.values())
    print(f"{'sum':<14} {total:7.2f} s\n{'the verdict':<14} {whole:7.2f} s, "
          f"{whole / total:.2f} of the sum (at most {MOST})")
    return 0 if whole <= MOST * total else 1


if __name__ == "__main__":
    os.environ.pop("COURSE_ROOT", None)
    sys.exit(main())
