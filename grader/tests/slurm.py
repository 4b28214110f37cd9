#!/usr/bin/env python3
"""Grades a small class with `grader/grade batch --slurm` on a Slurm of its own.

usage: grader/tests/slurm.py

Starts munged, slurmctld and slurmd of one node as this user, below a temporary folder,
and ends them. Tasks are cancelled and killed, the submitting grader is killed and
interrupted, the controller goes away for a while: the gradebook is that of `batch`.
Prints one line for each thing that is not as it should be, and "N passed, N failed".
"""
import contextlib
import csv
import ctypes
import getpass
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

import checks
from batch import MISTAKES, WRONG
from checks import GRADE, check

NEEDED = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel"]
DEADLINE = 300
SBIN = "/usr/sbin:/sbin"
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
LIBC = ctypes.CDLL(None)


def until(happens, what, deadline=180):
    """Waits for it; False, and a failed check, if it does not happen."""
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        if happens():
            return True
        time.sleep(0.05)
    check(False, f"not within {deadline} s: {what}")
    return False


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def ends_with_this_script():
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def reap():
    """Slurm's daemons leave their children to the next one above."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


class Cluster:
    """One node. Its daemons run in the foreground, as children."""

    def __init__(self, folder):
        self.folder, self.daemons = folder, {}
        self.conf = folder / "slurm.conf"
        self.environment = dict(os.environ, SLURM_CONF=str(self.conf))
        self.environment["PATH"] = f"{os.environ['PATH']}:{SBIN}"
        controller, node = free_ports(2)
        host, user = socket.gethostname().split(".")[0], getpass.getuser()
        for name in ["state", "spool"]:
            (folder / name).mkdir()
        key = folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o400)
        self.conf.write_text(f"""ClusterName=course
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller}
SlurmdPort={node}
SlurmUser={user}
SlurmdUser={user}
AuthInfo=socket={folder}/munge.socket
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SwitchType=switch/none
MpiDefault=none
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
JobCompType=jobcomp/none
ReturnToService=2
KillWait=3
MessageTimeout=5
NodeName={host} NodeAddr=127.0.0.1 CPUs={os.cpu_count()} State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
""")

    def start(self, name):
        command = {"munged": ["munged", "--foreground", "--force",
                              f"--key-file={self.folder}/munge.key",
                              f"--socket={self.folder}/munge.socket",
                              f"--pid-file={self.folder}/munged.pid",
                              f"--log-file={self.folder}/munged.log",
                              f"--seed-file={self.folder}/munged.seed"],
                   "slurmctld": ["slurmctld", "-D", "-f", self.conf],
                   "slurmd": ["slurmd", "-D", "-f", self.conf]}[name]
        command[0] = shutil.which(name, path=self.environment["PATH"])
        with open(self.folder / f"{name}.out", "a") as out:
            self.daemons[name] = subprocess.Popen(command, env=self.environment, stdout=out,
                                                  stderr=out, stdin=subprocess.DEVNULL,
                                                  start_new_session=True,
                                                  preexec_fn=ends_with_this_script)

    def stop(self, name):
        daemon = self.daemons.pop(name)
        daemon.terminate()
        try:
            daemon.wait(5)
        except subprocess.TimeoutExpired:
            daemon.kill()
            daemon.wait()

    def say(self, *command):
        said = subprocess.run(command, capture_output=True, text=True, timeout=60,
                              env=self.environment)
        return said.stdout if said.returncode == 0 else ""

    def active(self):
        """Tasks that have not ended: [["17_0", "RUNNING"], ...]."""
        return [line.split() for line in
                self.say("squeue", "--noheader", "--array", "--format=%F_%K %T").splitlines()]

    def running(self):
        return [task for task, state in self.active() if state == "RUNNING"]

    def is_up(self):
        return "idle" in self.say("sinfo", "--noheader", "--format=%T")

    def logs(self):
        for file in sorted(self.folder.glob("*.out")):
            print(f"--- {file.name}\n{file.read_text(errors='replace')[-1500:]}", flush=True)

    def __enter__(self):
        self.start("munged")
        until((self.folder / "munge.socket").exists, "munged has its socket")
        self.start("slurmctld")
        self.start("slurmd")
        if not until(self.is_up, "the node is idle"):
            self.logs()
        return self

    def __exit__(self, *_):
        self.say("scancel", "--user", getpass.getuser())
        until(lambda: not self.active(), "no task is left", 8)
        for name in ["slurmd", "slurmctld", "munged"]:
            if name in self.daemons:
                self.stop(name)
        reap()


class Class:
    def __init__(self, folder, cluster):
        self.folder, self.cluster = folder / "class", cluster
        self.all = folder
        self.folder.mkdir()
        for name in MISTAKES + ["=1+1"]:
            shutil.copytree(WRONG / MISTAKES[len(name) % 5 if name[0] == "=" else
                                             MISTAKES.index(name)], self.folder / name / "02-races")

    def command(self, out, *options):
        return [GRADE, "batch", self.folder, "--out", self.all / out, "02", *options]

    def grade(self, out, *options):
        return subprocess.run(self.command(out, *options), capture_output=True, text=True,
                              env=self.cluster.environment, timeout=DEADLINE)

    @contextlib.contextmanager
    def started(self, out, *options):
        """A grader at work, and what it says, as a function."""
        log = self.all / f"{out}.log"
        with open(log, "a") as file:
            grader = subprocess.Popen(self.command(out, *options), stdout=file, stderr=file,
                                      env=self.cluster.environment)
        try:
            yield grader, log.read_text
        finally:
            if grader.poll() is None:
                grader.kill()
            grader.wait()

    def gradebook(self, out):
        file = self.all / out / "gradebook.csv"
        return file.read_bytes() if file.exists() else b""

    def results(self, out):
        """What tasks have left so far."""
        return list((self.all / out / "slurm").glob("grade-*/*.json"))

    def ends_well(self, out, grader, said):
        try:
            code = grader.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            code = "nothing"
        check(code == 0, f"{out}: the grader ends with {code}: {said()[-500:]}")

    def is_like(self, out, expected):
        check(self.gradebook(out) == expected, f"{out}: another gradebook than batch's: "
              f"{sorted(set(self.gradebook(out).splitlines()) ^ set(expected.splitlines()))}")
        check(not (self.all / out / "slurm").exists(), f"{out}: something is left below slurm")
        stored = sqlite3.connect(self.all / out / "store.sqlite").execute(
            "SELECT count(*) FROM result WHERE length(submission) > 0").fetchone()
        check(stored == (len(MISTAKES) + 1,), f"{out}: {stored} results in the store")


def cancelled_and_killed(some, cluster, expected):
    """One task is cancelled; the submitting grader is killed, and the next one waits on."""
    with some.started("killed", "--slurm", "--per-task", "2") as (grader, said):
        if until(cluster.running, "a task runs"):
            cluster.say("scancel", cluster.running()[0])
        until(lambda: said().count("submitted job") == 2, f"what was cancelled is submitted again")
        check("(CANCELLED) and owes" in said(), f"no word about the lost task: {said()[-500:]}")
        grader.kill()
        grader.wait()
    check(len(cluster.active()) > 0, "the tasks ended with the grader")
    until(lambda: some.results("killed"), "tasks go on without the grader")
    with some.started("killed", "--slurm", "--per-task", "2") as (grader, said):
        before = said().count("submitted job")
        some.ends_well("killed", grader, said)
        check("found the job grade-" in said(), f"no job was found: {said()[-500:]}")
        check(said().count("submitted job") == before, f"submitted twice: {said()[-800:]}")
    some.is_like("killed", expected)


def graders_of(out):
    """Process ids of tasks' graders at work on it."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            if b"slice" in words and str(out) in os.readlink(process / "cwd"):
                found.append(int(process.name))
    return found


def task_dies(some, cluster, expected):
    """SIGKILL to a task that has done a part: only the rest is graded again."""
    out = some.all / "died"
    with some.started("died", "--slurm", "--per-task", "6") as (grader, said):
        until(lambda: some.results("died"), "a first result")
        for process in graders_of(out):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        some.ends_well("died", grader, said)
        check("(FAILED) and owes" in said(), f"no word about the dead task: {said()[-800:]}")
        check("owes 6 results" not in said(), "what it had done was lost")
    some.is_like("died", expected)


def interrupted(some, cluster, expected):
    """Ctrl-C cancels the tasks. A controller that is away for a while is waited for."""
    with some.started("interrupted", "--slurm", "--per-task", "1") as (grader, said):
        until(cluster.running, "a task runs")
        grader.send_signal(signal.SIGINT)
        check(grader.wait(180) == 130, f"Ctrl-C: the grader ends with {grader.returncode}")
        check("cancelling the tasks" in said(), f"Ctrl-C is not explained: {said()[-300:]}")
    until(lambda: not cluster.active(), "Ctrl-C ends the tasks")
    with some.started("interrupted", "--slurm", "--per-task", "1") as (grader, said):
        until(cluster.running, "a task runs again")
        cluster.stop("slurmctld")
        before = said().count("; trying again")
        check(before == 0, f"a controller is missed that is there: {said()[-300:]}")
        until(lambda: said().count("; trying again") > before, "the controller is missed")
        cluster.start("slurmctld")
        some.ends_well("interrupted", grader, said)
    some.is_like("interrupted", expected)


def mistakes(some):
    """Of the user."""
    for options, code, words in [
            (["--", "--partition=all"], 2, "add --slurm"),
            (["--slurm", "--", "all"], 2, "--partition=all"),
            (["--slurm", "--", "--partition=nowhere"], 5, "invalid partition"),
            (["--per-task", "2"], 2, "--slurm")]:
        said = some.grade("mistaken", *options)
        check(said.returncode == code and words in said.stderr,
              f"{options}: {said.returncode} {said.stderr[-300:]}")


def same_as_run(some, expected):
    row = next(row for row in csv.DictReader(expected.decode().splitlines())
               if row["submission"] == MISTAKES[0])
    report = some.all / "run.json"
    subprocess.run([GRADE, "run", "02", "--submission", some.folder / MISTAKES[0],
                    "--json", report], capture_output=True, timeout=DEADLINE)
    points = json.loads(report.read_text())["points"]
    check(str(points["earned"]) == row["total"], f"run gives {points}, batch --slurm {row}")


def names_its_node(some, out):
    report = next((some.all / out / "reports").glob("*.json"))
    node = json.loads(report.read_text())["machine"].get("node")
    check(node == socket.gethostname(), f"the report's node is {node}")


def main():
    LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # and ends the daemons
    lacking = [name for name in NEEDED if not shutil.which(name, path=f"{os.environ['PATH']}:{SBIN}")]
    if lacking:
        check(False, f"{', '.join(lacking)} are not installed: slurmctld, slurmd, slurm-client, munge")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        folder.chmod(0o755)
        (folder / "cluster").mkdir(mode=0o755)
        with Cluster(folder / "cluster") as cluster:
            some = Class(folder, cluster)
            first = some.grade("plain")
            check(first.returncode == 0, f"batch ends with {first.returncode}: {first.stderr[-500:]}")
            expected = some.gradebook("plain")
            for part in [cancelled_and_killed, task_dies, interrupted]:
                began = time.monotonic()
                part(some, cluster, expected)
                print(f"{part.__name__}: {time.monotonic() - began:.0f} s", flush=True)
            names_its_node(some, "killed")
            mistakes(some)
            same_as_run(some, some.gradebook("killed"))
            if checks.failed:
                cluster.logs()


main()
sys.exit(checks.conclude())
