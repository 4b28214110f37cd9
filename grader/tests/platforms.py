#!/usr/bin/env python3
"""What `grader/grade bundle` writes, used as Gradescope and Classroom 50 use it: set up,
graded well and badly, and with graders that are killed or too slow.

usage: grader/tests/platforms.py [FOLDER]

With FOLDER it leaves Gradescope's zip there, as bundle.zip, and does nothing else.
Prints one line for each thing that is not as it should be, and "N passed, N failed".
The course has one exercise, and the grader in it is the one that is built here. Both
bundles hold the same course; Gradescope's setup.sh compiles it, and Classroom 50's script
finds it compiled: that takes most of the time.
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile

import checks
import classroom50_result
from checks import GRADE, ROOT, check

GRADER = ROOT / "build/grader/grade"
SOLUTION = ROOT / "solutions/01-threads/threads.cpp"
SKELETON = ROOT / "exercises/01-threads/threads.cpp"
WRONG = ROOT / "grader/tests/wrong/01-threads/sequential/threads.cpp"
MINUTES = 10
RUNNER = {"CLASSROOM": "concurrency", "ASSIGNMENT": "threads", "ASSIGNMENT_TYPE": "individual", "OWNER": "alice",
          "SUBMISSION_TAG": "submit/2026-01-31T12-00-00Z-a1b2c3d", "COMMIT_URL": "https://example.org/commit/a1b2c3d",
          "RELEASE_URL": "https://example.org/releases/tag/submit", "GITHUB_TOKEN": "secret"}

def run(command, deadline=900, **more):
    """Its output, with what it says of errors, and its exit code."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", timeout=deadline, **more)
    return done.stdout, done.returncode


def bundle(course, *arguments):
    return run([GRADER, "bundle", *map(str, arguments)], env={**os.environ, "COURSE_ROOT": str(course)})


def small_course(folder):
    script = '. "$root/grader/tests/small_course.sh"; small_course "$1"'
    with tempfile.TemporaryDirectory() as work:
        said, code = run(["sh", "-euc", script, "sh", str(folder)], env={**os.environ, "root": str(ROOT), "work": work})
    if code != 0:
        sys.exit(f"platforms: no course to test with\n{said}")
    return folder


def give_grader(course):
    """The grader that is built here takes the place of the one that setup.sh would build."""
    stamp = (ROOT / "build/grader/.built").read_text(encoding="utf-8").split()
    target = course / "build/grader"
    target.mkdir(parents=True)
    shutil.copy2(GRADER, target / "grade")
    time.sleep(0.1)  # Files count as changed if they are no older than the stamp.
    (target / ".built").write_text(f"{stamp[0]} {course}\n", encoding="utf-8")


def unpack_zip(archive, into):
    with zipfile.ZipFile(archive) as packed:
        for entry in packed.infolist():
            packed.extract(entry, into)
            (into / entry.filename).chmod(entry.external_attr >> 16 & 0o777)


def files_of(course):
    """By name: content, and whether it can be started. Without what was built there."""
    return {str(file.relative_to(course)): (file.read_bytes(), os.access(file, os.X_OK))
            for file in course.rglob("*") if file.is_file() and file.relative_to(course).parts[0] != "build"}


def holds_no_answer(files):
    """Of files, as (name, content): none is an answer, whatever its name."""
    answers = [file.read_bytes() for folder in ("solutions", "grader/tests/wrong") for file in (ROOT / folder).rglob("*.cpp")]
    return bool(answers) and not any(content in answers for _, content in files)


def processes_below(parent):
    """The ids of all that a process has started, and that they have."""
    parents = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue  # It is gone.
    found, level = [], {parent}
    while level:
        level = {pid for pid, its_parent in parents.items() if its_parent in level}
        found += sorted(level)
    return found


def kill_grader(parent, deadline=60):
    """Kills the grader (not its launcher, which it takes the place of) below `parent`."""
    until = time.monotonic() + deadline
    while time.monotonic() < until:
        for pid in processes_below(parent):
            try:
                if os.readlink(f"/proc/{pid}/exe").endswith("/build/grader/grade"):
                    os.kill(pid, signal.SIGKILL)
                    return True
            except OSError:
                continue
        time.sleep(0.02)
    return False


# --- Gradescope --------------------------------------------------------------------


class Gradescope:
    """The folder that Gradescope calls /autograder."""

    def __init__(self, root, archive):
        self.root = root
        self.source = root / "source"
        self.results = root / "results/results.json"
        unpack_zip(archive, self.source)
        give_grader(self.source / "course")
        shutil.copy2(self.source / "run_autograder", root / "run_autograder")
        self.environment = {**os.environ, "AUTOGRADER_ROOT": str(root)}

    def set_up(self):
        return run(["bash", self.source / "setup.sh"], env=self.environment)

    def hand_in(self, files):
        """By name, which file; all that was handed in before is gone."""
        for folder in ("submission", "results"):
            shutil.rmtree(self.root / folder, ignore_errors=True)
        (self.root / "submission").mkdir()
        for name, file in files.items():
            target = self.root / "submission" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)

    def start(self):
        return subprocess.Popen([self.root / "run_autograder"], env=self.environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.root)

    def grade(self, files):
        self.hand_in(files)
        said, code = run([self.root / "run_autograder"], env=self.environment, cwd=self.root)
        check(code == 0, "run_autograder exits with 0, whatever is handed in", said)
        return self.read(), said

    def read(self):
        return json.loads(self.results.read_text(encoding="utf-8"))


def names_and_points(results):
    return {test["name"]: (test["score"], test["max_score"]) for test in results["tests"]}


def gradescope(course, work):
    archive = work / "bundle.zip"
    said, code = bundle(course, "gradescope", archive, "1", "--minutes", MINUTES)
    check(code == 0 and "grades 01-threads in at most 9 minutes" in said and "next: upload it" in said, "the bundle is written", said)
    check(not archive.with_name("bundle.zip.new").exists(), "no draft is left beside it")
    with zipfile.ZipFile(archive) as packed:
        check(holds_no_answer([(name, packed.read(name)) for name in packed.namelist()]), "no answer is in it")
        check({"setup.sh", "run_autograder", "exercises", "deadline", "course/grader/grade"} <= set(packed.namelist()),
              "what Gradescope starts is at its top", packed.namelist())
    before = archive.read_bytes()
    said, code = bundle(course, "gradescope", archive)
    check(code == 2 and "is there already" in said and archive.read_bytes() == before, "nothing is overwritten", said)

    machine = Gradescope(work / "autograder", archive)
    check(os.access(machine.source / "run_autograder", os.X_OK), "run_autograder can be started")
    said, code = machine.set_up()
    check(code == 0, "setup.sh sets it up", said)

    results, said = machine.grade({"threads.cpp": SOLUTION})
    points = names_and_points(results)
    check(points["01-threads: tests"] == (60, 60) and points["01-threads: races"] == (10, 10),
          "a solution earns its points", said)
    check(results["score"] == sum(score for score, _ in points.values()), "the score is the sum")
    # The other ways to hand in, with a mistake: nothing of it is timed.
    for how, name in (("flat", "threads.cpp"), ("in its folder", "01-threads/threads.cpp"),
                      ("as a checkout", "exercises/01-threads/threads.cpp"), ("in a folder of another name", "alice/threads.cpp")):
        results, said = machine.grade({name: WRONG})
        check(names_and_points(results)["01-threads: tests"] == (20, 60), f"a mistake that is handed in {how} costs its points", said)
        check(any("AtTheSameTime" in test["output"] for test in results["tests"]), "and is named", results)
    results, said = machine.grade({"threads.cpp": SKELETON})
    check(results["score"] == 0, "what nobody has written earns nothing", said)
    results, said = machine.grade({"notes.txt": SKELETON})
    check(results["score"] == 0 and "threads.cpp" in json.dumps(results), "what is missing is named", results)
    killed_graders(machine)
    return machine.source / "course"


def killed_graders(machine):
    def ends_with(words, what):
        results = machine.read()
        check(results["score"] == 0 and words in results["output"], f"{what}: results.json says so", results)

    machine.hand_in({"threads.cpp": SOLUTION})
    running = machine.start()
    killed = kill_grader(running.pid)
    check(killed and running.wait(120) == 0, "a grader that is killed ends run_autograder, with 0")
    ends_with("ended by signal 9", "a grader that is killed")

    machine.hand_in({"threads.cpp": SOLUTION})
    running = machine.start()
    until = time.monotonic() + 60
    while not machine.results.exists() and time.monotonic() < until:
        time.sleep(0.01)
    running.kill()
    running.wait(60)
    ends_with("ended before it could report", "a run_autograder that is killed")
    # What it had started goes on alone, and must not disturb the next.
    for pid in processes_named(machine.root):
        os.kill(pid, signal.SIGKILL)

    (machine.source / "deadline").write_text("1\n", encoding="ascii")
    results, said = machine.grade({"threads.cpp": SOLUTION})
    ends_with("it took longer than 1 s", "a deadline")

    grader = machine.source / "course/build/grader/grade"
    grader.rename(grader.with_name("away"))
    grader.write_text("#!/bin/sh\necho '{\"score\": 100' >\"$6\"\nexit 3\n", encoding="ascii")
    grader.chmod(0o755)
    (machine.source / "deadline").write_text("60\n", encoding="ascii")
    machine.grade({"threads.cpp": SOLUTION})
    ends_with("exit code 3", "a grader that fails")
    grader.write_text("#!/bin/sh\nexit 5\n", encoding="ascii")
    machine.grade({"threads.cpp": SOLUTION})
    ends_with("exit code 5", "a grader without a report")
    grader.with_name("away").replace(grader)


def processes_named(folder):
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes()
        except OSError:
            continue  # It is gone.
        if str(folder).encode() in line and int(process.name) != os.getpid():
            found.append(int(process.name))
    return found


# --- Classroom 50 ------------------------------------------------------------------


def classroom50(course, work, compiled):
    """`compiled`: the same course, as Gradescope's machine has set it up."""
    folder = work / "threads"  # The assignment's name, as in Classroom 50's repository.
    said, code = bundle(course, "classroom50", folder, "threads")
    check(code == 0 and "wrote" in said and "CLASSROOM/autograders/ASSIGNMENT/" in said, "the bundle is written", said)
    check(sorted(file.name for file in folder.iterdir()) == ["autograder.py", "course.tar.gz", "deadline", "exercises"],
          "it holds four files", list(folder.iterdir()))
    with tarfile.open(folder / "course.tar.gz") as packed:
        files = [(entry.name, packed.extractfile(entry).read()) for entry in packed if entry.isfile()]
        check(holds_no_answer(files) and len(files) > 100, "no answer is in it")

    checkout = work / "checkout"

    def grade(file, environment, before=None):
        shutil.rmtree(checkout, ignore_errors=True)
        (checkout / "exercises/01-threads").mkdir(parents=True)
        shutil.copyfile(file, checkout / "exercises/01-threads/threads.cpp")
        if before:
            before()
        return run([sys.executable, folder / "autograder.py"], cwd=checkout, env={**os.environ, **environment})

    def result():
        return json.loads((checkout / "result.json").read_text(encoding="utf-8"))

    # A machine as Classroom 50 lends it has to build everything: not within a second.
    deadline = (folder / "deadline").read_text(encoding="ascii")
    check(deadline == "720\n", "of 15 minutes, three are left to what else a job does", deadline)
    (folder / "deadline").write_text("1\n", encoding="ascii")
    said, code = grade(SOLUTION, RUNNER)
    check(code == 1 and "the deadline came" in said and not (checkout / "result.json").exists(), "a deadline is no grade", said)
    (folder / "deadline").write_text(deadline, encoding="ascii")
    check(files_of(folder / "course") == files_of(compiled), "it has unpacked the course that Gradescope gets")
    (folder / "course").rename(work / "unpacked")
    (folder / "course").symlink_to(compiled)

    said, code = grade(SOLUTION, RUNNER)
    check(code == 0, "a solution is graded", said)
    complaints = classroom50_result.complaints(result())
    check(not complaints, "its result is one", complaints)
    check(result()["owner"] == "alice" and result()["score"] == result()["max-score"] >= 70, "it earns its points", said)
    check("01-threads" in (checkout / "release-body.md").read_text(encoding="utf-8"), "the release says what was graded")
    first, last = [line for line in said.splitlines() if line.startswith("::")][0], said.rstrip().splitlines()[-1]
    check(first.startswith("::stop-commands::") and last == f"::{first.removeprefix('::stop-commands::')}::",
          "what is printed is no command", said)

    said, code = grade(WRONG, RUNNER, before=lambda: (checkout / "result.json").symlink_to(work / "elsewhere"))
    check(code == 0 and result()["score"] < result()["max-score"], "a mistake costs points, and is graded all the same", said)
    check(not (work / "elsewhere").exists() and not (checkout / "result.json").is_symlink(), "no link is followed")

    said, code = grade(SOLUTION, {**RUNNER, "COMMIT_URL": ""})
    check(code == 1 and "not set: COMMIT_URL, REVIEW_URL" in said and not (checkout / "result.json").exists(),
          "without the runner's variables nothing is graded", said)

    running = subprocess.Popen([sys.executable, folder / "autograder.py"], cwd=checkout, env={**os.environ, **RUNNER},
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    killed = kill_grader(running.pid)
    said = running.communicate(timeout=120)[1]
    check(killed and running.returncode == 1 and "ended by signal 9" in said and not (checkout / "result.json").exists(),
          "a grader that is killed gives no grade", said)

    grader = folder / "course/build/grader/grade"
    grader.unlink()
    grader.write_text("#!/bin/sh\nenv\nexit 3\n", encoding="ascii")
    grader.chmod(0o755)
    said, code = grade(SOLUTION, RUNNER)
    check(code == 1 and "the grader exits with 3" in said, "a grader that fails gives no grade", said)
    check("CLASSROOM=concurrency" in said and "secret" not in said, "it sees no token", said)


def mistakes_of_usage(course, work):
    for arguments, words in ((("moodle", work / "x"), "gradescope"), (("gradescope", course / "x.zip"), "lies in the course"),
                             (("gradescope", work / "no/such/x.zip"), "make it first"), (("gradescope", work / "x", "77"), "no exercise '77'"),
                             (("classroom50", work / "x", "--minutes", 3), "needs more than 3")):
        said, code = bundle(course, *arguments)
        check(code == 2 and words in said and not (work / "x").exists(), f"bundle {arguments[0]}: {words}", said)
    students = work / "students"
    shutil.copytree(course, students, ignore=shutil.ignore_patterns("platforms", ".git"))
    said, code = bundle(students, "gradescope", work / "x")
    check(code == 2 and "a students' repository" in said, "a students' repository bundles nothing", said)


def main():
    subprocess.run([GRADE, "--version"], stdout=subprocess.DEVNULL, check=True, timeout=1500)
    with tempfile.TemporaryDirectory(prefix="platforms-") as folder:
        work = pathlib.Path(folder).resolve()
        course = small_course(work / "course")
        if len(sys.argv) > 1:
            said, code = bundle(course, "gradescope", pathlib.Path(sys.argv[1], "bundle.zip").resolve())
            print(said, end="")
            return code
        mistakes_of_usage(course, work)
        classroom50(course, work, gradescope(course, work))
    return checks.conclude()


if __name__ == "__main__":
    sys.exit(main())
