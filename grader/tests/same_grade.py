#!/usr/bin/env python3
"""Grades the same submissions with `grader/grade run`, with `batch`, and with the steps of
the workflow grade.yml, in a workspace as a runner lays it out: the same verdicts and the
same points, part by part. (`batch --slurm` is compared with `batch` by slurm.py.)

usage: grader/tests/same_grade.py

Where the machine could not measure a part in one of the ways, nothing is asked of that
part. Prints one line for each thing that is not as it should be, and "N passed, N failed".
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import checks
import yaml
from checks import ROOT, check, grade

WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/grade.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in WORKFLOW["jobs"]["grade"]["steps"]}
SOLUTION = (ROOT / "solutions/01-threads/threads.cpp").read_text(encoding="utf-8")
SKELETON = (ROOT / "exercises/01-threads/threads.cpp").read_text(encoding="utf-8")
WRONG = (ROOT / "grader/tests/wrong/01-threads/sequential/threads.cpp").read_text(encoding="utf-8")
FORGED = "::error file=x::forged"
PRINTING = WRONG.replace("#include <exception>", "#include <cstdio>\n#include <exception>").replace(
    "  std::exception_ptr first_error;", f'  std::exception_ptr first_error;\n  std::puts("{FORGED}");\n'
    '  std::puts("::stop-commands::x");\n  std::fflush(stdout);')
CLASS = {"solution": SOLUTION, "mistake": PRINTING, "skeleton": SKELETON, "not-built": SOLUTION + "int x = ;\n"}
EXIT_CODES = {"solution": (0, 5), "mistake": (1,), "skeleton": (1,), "not-built": (1,)}
UNDECIDED = ("not_measured", "inconclusive")
DEADLINE = 900

HIDDEN_TEST = """
#include "threads.hpp"

#include <gtest/gtest.h>

namespace course {
namespace {

TEST(XyzzyNames, XyzzyIsFetchedTwice) {
  const std::vector<std::string> names{"xyzzy", "xyzzy"};
  EXPECT_EQ(fetch_all(names, [](const std::string& name) { return name; }), names);
}

}  // namespace
}  // namespace course
"""
HIDDEN_MANIFEST = 'visibility = "hidden"\n\n[[suite]]\nname = "XyzzyNames"\npoints = 10\n'

def by_part(report):
    """Of the one exercise in it: what each part has earned, and each test's verdict there."""
    [exercise] = report["exercises"]
    findings = {(found["part"], found["subject"]): found["verdict"]["name"] for found in exercise["findings"]}
    return {part["part"]: ({key: part[key] for key in ("earned", "possible", "not_measured")},
                           {subject: name for (where, subject), name in sorted(findings.items()) if where == part["part"]})
            for part in exercise["grade"]["parts"]}


def expect_same(name, way, expected, report):
    got, wanted = by_part(report), by_part(expected)
    check(got.keys() == wanted.keys(), f"{name}, {way}: other parts", list(got))
    for part in wanted:
        both = [graded[part][1].values() for graded in (wanted, got)]
        if part == "speed" and any(verdict in UNDECIDED for verdicts in both for verdict in verdicts):
            print(f"{name}, {way}: the machine could not measure speed", flush=True)
            continue
        check(got.get(part) == wanted[part], f"{name}, {way}, {part}: {got.get(part)}, and by run {wanted[part]}")


class Workspace:
    """What a runner has when the machine is set up: the course, and what was pushed."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        (folder / "course").symlink_to(ROOT)  # Compiled already.
        self.files = {name: folder / f".{name}" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}

    def run_step(self, name, **variables):
        """As the runner does, its output and its exit code."""
        step = STEPS[name]
        unknown = set(step.get("env", {})) - set(variables)
        check(not unknown, f"{name}: no value for {unknown}")
        run = subprocess.run(["bash", "--noprofile", "--norc", "-e", "-c", step["run"]], cwd=self.folder, capture_output=True, text=True,
                             errors="replace", timeout=DEADLINE, stdin=subprocess.DEVNULL,
                             env={**os.environ, **{key: str(file) for key, file in self.files.items()}, **variables})
        return run.stdout + run.stderr, run.returncode

    def outputs(self):
        return dict(line.split("=", 1) for line in self.files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines())

    def grade(self, folder=""):
        """The steps from "Grade" on: what they print, the job's end, the report."""
        printed, code = self.run_step("Grade", EXERCISES="01", FOLDER=folder)
        check(code == 0, "the step Grade ends with 0", printed)
        shown, code = self.run_step("Show the points")
        check(code == 0, "the points are shown", shown)
        said, end = self.run_step("Conclude", CODE=self.outputs().get("exit-code", ""))
        return printed + shown + said, end, json.loads((self.folder / "report.json").read_text(encoding="utf-8"))


def commands_in(printed):
    """What GitHub's runner takes for a command: each line that begins with `::`, none between
    ::stop-commands::WORD and ::WORD::."""
    found, word = [], None
    for line in map(str.lstrip, printed.splitlines()):
        if word is None and line.startswith("::stop-commands::"):
            word = line.removeprefix("::stop-commands::")
        elif word is not None and line == f"::{word}::":
            word = None
        elif word is None and line.startswith("::"):
            found.append(line)
    check(word is None, "commands are read again after the grader")
    return found


def look_at_commands(name, workspace, printed):
    commands = commands_in(printed)
    check(printed.startswith("::stop-commands::"), f"{name}: the runner reads what the grader prints", printed[:200])
    check(all(re.match("::(error|notice|warning)( |::)", command) for command in commands), f"{name}: other commands", commands)
    check(not any(command.startswith(FORGED) for command in commands), f"{name}: the submission's commands are read", commands)
    files = [file for command in commands for file in re.findall("^::[a-z]* file=([^,:]*)", command)]
    check(all((workspace.folder / "submission" / file).is_file() or (ROOT / file).is_file() for file in files),
          f"{name}: annotations name files as the repository has them", files)
    return files


def by_workflow(work, name, run, ends):
    workspace = Workspace(work / f"workflow-{name}")
    shutil.copytree(work / "class" / name, workspace.folder / "submission")
    printed, end, report = workspace.grade(".")
    expect_same(name, "workflow", run, report)
    code = int(workspace.outputs()["exit-code"])
    check(code in ends, f"{name}: exit code {code}", printed)
    check(end == (0 if code in (0, 5) else code), f"{name}: with exit code {code} the job ends with {end}")
    files = look_at_commands(name, workspace, printed)
    check(bool(files) == (name in ("mistake", "not-built")), f"{name}: annotations {files}")
    summary = workspace.files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
    check(f"## Total: {report['points']['earned']} of" in summary, f"{name}: the summary shows the points", summary[:200])
    if name == "mistake":
        check(FORGED in json.dumps(report) and "01-threads/threads.cpp" in files, f"{name}: it has printed, and its line is marked", printed)


def own_repository(work, run):
    """Where nothing but the course is checked out, its solutions are graded."""
    workspace = Workspace(work / "own")
    printed, _, report = workspace.grade()
    expect_same("solution", "the course's own repository", run, report)
    check(report["submission"] == "course/solutions", "which solutions", report["submission"])
    look_at_commands("solution", workspace, printed)


def with_hidden_tests(work):
    tests = work / "hidden/01-threads"
    tests.mkdir(parents=True)
    (tests / "names_test.cpp").write_text(HIDDEN_TEST, encoding="utf-8")
    (tests / "tests.toml").write_text(HIDDEN_MANIFEST, encoding="utf-8")
    reports = []
    for name in ("skeleton", "mistake"):
        file = work / f"hidden-{name}.json"
        grade("run", "01", "--submission", work / "class" / name, "--tests", work / "hidden", "--json", file)
        run = json.loads(file.read_text(encoding="utf-8"))
        workspace = Workspace(work / f"workflow-hidden-{name}")
        shutil.copytree(work / "class" / name, workspace.folder / "sent/homework")
        (workspace.folder / "sent").rename(workspace.folder / "submission")
        (workspace.folder / "tests").symlink_to(work / "hidden")  # They are built once.
        printed, _, report = workspace.grade("homework")
        expect_same(name, "workflow with hidden tests", run, report)
        check(report["points"]["possible"] == 110, f"{name}: their points come on top", report["points"])
        kept = [workspace.folder / file for file in ("report.json", "report.html", "summary.md", "annotations.txt")]
        check(not any("xyzzy" in text.lower() for text in [printed, *map(pathlib.Path.read_text, kept)]),
              f"{name}: neither the log nor what is kept tells of them", printed)
        look_at_commands(name, workspace, printed)
        reports.append(report["points"]["earned"])
    check(reports == [0, 30], f"the mistake earns 20 points and the 10 of the hidden tests, the skeleton none: {reports}")


def nothing_graded(work):
    workspace = Workspace(work / "no-report")
    shown, code = workspace.run_step("Show the points")
    summary = workspace.files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
    check(code == 0 and not shown and "Nothing was graded" in summary, "without a report the summary says so", summary)
    for given, ends in (("", 5), ("3", 3), ("5", 5)):
        _, end = workspace.run_step("Conclude", CODE=given)
        check(end == ends, f"without a report, and the exit code '{given}', the job ends with {end}")
    key = "Look for the key of the hidden tests"
    said, end = workspace.run_step(key, IS_THERE="false")
    check(end == 1 and said.startswith("::error::") and "tests-key" in said, "a key that is missing is named", said)
    check(workspace.run_step(key, IS_THERE="true") == ("", 0), "with a key nothing is said")


def main():
    with tempfile.TemporaryDirectory(prefix="same-grade-") as folder:
        work = pathlib.Path(folder).resolve()
        nothing_graded(work)
        for name, code in CLASS.items():
            (work / "class" / name / "01-threads").mkdir(parents=True)
            (work / "class" / name / "01-threads/threads.cpp").write_text(code, encoding="utf-8")
        batch = grade("batch", work / "class", "--out", work / "graded", "01")
        check(batch.returncode == 0, f"batch ends with {batch.returncode}", batch.stderr)
        for name, ends in EXIT_CODES.items():
            file = work / f"{name}.json"
            code = grade("run", "01", "--submission", work / "class" / name, "--json", file).returncode
            check(code in ends, f"{name}: run ends with {code}")
            run = json.loads(file.read_text(encoding="utf-8"))
            expect_same(name, "batch", run, json.loads((work / f"graded/reports/{name}.json").read_text(encoding="utf-8")))
            by_workflow(work, name, run, ends)
            if name == "solution":
                own_repository(work, run)
        with_hidden_tests(work)
    return checks.conclude()


if __name__ == "__main__":
    sys.exit(main())
