#!/usr/bin/env python3
"""Grades the submission in the current folder for Classroom 50: leaves result.json in it,
and exits 0 if it was graded, whatever its points are. Anything else is a fault of the
machine or of the course: then there is no result.json, and the exit code is 1.

Stands in CLASSROOM/autograders/ASSIGNMENT/ beside the course (course.tar.gz), the names of
the exercises and the deadline; `grader/grade bundle classroom50` writes all of them.
What is graded is untrusted: the grader sees no token and no file of the workflow, and what
it prints is no command to the runner.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import uuid

HERE = pathlib.Path(__file__).resolve().parent
COURSE = HERE / "course"
GRADED = (0, 1, 4, 5)  # every point; points missing; nothing handed in; a part not measured
PASSED_ON = ("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "http_proxy", "https_proxy", "no_proxy",
             "CLASSROOM", "ASSIGNMENT", "ASSIGNMENT_TYPE", "OWNER", "USERNAME", "SUBMISSION_TAG",
             "COMMIT_URL", "RELEASE_URL", "REVIEW_URL")
GRACE = 20  # seconds between asking the grader to end and ending it
LONGEST_BODY = 100_000  # GitHub takes 125,000 characters as the text of a release


class NotGraded(Exception):
    """Says why."""


def unpack_course():
    if COURSE.is_dir():
        return
    with tarfile.open(HERE / "course.tar.gz") as archive:
        archive.extractall(COURSE.with_suffix(".new"))
    COURSE.with_suffix(".new").rename(COURSE)


def let_it_isolate():
    """Ubuntu's runners forbid the user namespaces that bubblewrap needs. Where they stay
    forbidden, the report says that isolation was reduced."""
    setting = "kernel.apparmor_restrict_unprivileged_userns"
    if pathlib.Path("/proc/sys", setting.replace(".", "/")).exists() and shutil.which("sudo"):
        subprocess.run(["sudo", "-n", "sysctl", "-q", f"{setting}=0"], timeout=60, check=False)


def run_grader(arguments, deadline):
    """Its exit code. Ends it at the deadline (time.monotonic()), with all that it started."""
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    command = ["sh", str(COURSE / "grader" / "grade"), *arguments]
    grader = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        return grader.wait(max(1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        os.killpg(grader.pid, signal.SIGTERM)
        try:
            grader.wait(GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(grader.pid, signal.SIGKILL)
            grader.wait()
        raise NotGraded("the deadline came before its end; `bundle --minutes` sets it") from None


def quietly(work):
    """Runs it so that the runner reads no command in what is printed."""
    token = uuid.uuid4()
    print(f"::stop-commands::{token}", flush=True)
    try:
        return work()
    finally:
        sys.stderr.flush()
        print(f"\n::{token}::", flush=True)


def put(file, name):
    """Moves a copy into the current folder in one step; follows no link that stands there."""
    handle, draft = tempfile.mkstemp(dir=".")
    with os.fdopen(handle, "wb") as stream:
        stream.write(file.read_bytes())
    os.chmod(draft, 0o644)
    os.replace(draft, name)


def grade():
    deadline = time.monotonic() + int((HERE / "deadline").read_text(encoding="ascii"))
    exercises = (HERE / "exercises").read_text(encoding="ascii").split()
    unpack_course()
    let_it_isolate()
    with tempfile.TemporaryDirectory() as folder:
        result, body = pathlib.Path(folder, "result.json"), pathlib.Path(folder, "release-body.md")
        code = quietly(lambda: run_grader(
            ["run", *exercises, "--submission", ".", "--classroom50", str(result), "--markdown", str(body)], deadline))
        if code not in GRADED or not result.is_file() or result.stat().st_size == 0:
            how = f"was ended by signal {-code}" if code < 0 else f"exits with {code}"
            raise NotGraded(f"the grader {how}, see above")
        # Where it is too long, the runner writes a shorter one.
        if body.stat().st_size <= LONGEST_BODY:
            put(body, "release-body.md")
        put(result, "result.json")


def main():
    try:
        grade()
    except (NotGraded, OSError, tarfile.TarError, ValueError) as error:
        print(f"autograder.py: nothing is graded: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
