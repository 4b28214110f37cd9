"""Submissions graded by hand: all that a person has to run to learn what a report says.

The same compiler with the same flags, every test in a process of its own, plainly
and under ThreadSanitizer, as many schedules, as many timed rounds, and as many
programs at once as the grader starts. Nothing is inspected, isolated or judged, and
nothing is kept for the next time. What passed in the report must pass here, too.
"""
import collections
import concurrent.futures
import json
import os
import pathlib
import secrets
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
COURSE = ROOT / "build/course"
PATIENCE = 300  # seconds for one program
TESTS_PER_CPU = 2  # under way at once, as in the grader


class Wrong(Exception):
    """Something does not do by hand what the report says of it."""


TROUBLE = (Wrong, subprocess.TimeoutExpired, TimeoutError)


def grade(name, submission, report):
    """`grader/grade run`, whose JSON goes to `report`. Returns the report on the exercise."""
    done = subprocess.run([ROOT / "grader/grade", "run", name, "--submission", submission, "--quiet", "--json", report],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=1800, check=False)
    if done.returncode not in (0, 1, 5):  # points missing, or not measured: by_hand sees to what matters
        raise Wrong(f"grader/grade run {name} ends with {done.returncode}: {done.stderr.strip()[-500:]}")
    return json.loads(report.read_text())["exercises"][0]


def findings(graded, part):
    return [finding for finding in graded["findings"] if finding.get("part") == part]


def passed(finding):
    return finding["verdict"]["name"] == "passed"


class ByHand:
    """Runs what belongs to submissions. `seconds` says how long the processes of each
    part took, added up: several run at once."""

    def __init__(self, cpus, one_by_one=False):
        self.computes = concurrent.futures.ThreadPoolExecutor(1 if one_by_one else cpus)
        self.waits = self.computes if one_by_one else concurrent.futures.ThreadPoolExecutor(TESTS_PER_CPU * cpus)
        self.seconds = collections.Counter()

    def grade(self, items):
        """`items`: pairs of a report on an exercise and the folder that the submission is in."""
        with tempfile.TemporaryDirectory() as temporary, \
                concurrent.futures.ThreadPoolExecutor(3 * len(items)) as ways:
            under_way, programs = [], []
            for at, (graded, submission) in enumerate(items):
                way = Way(self, graded, submission, pathlib.Path(temporary, str(at)))
                under_way += [ways.submit(step) for step in way.steps()]
                programs.append((graded, way.folder / "bench/program"))
            for each in under_way:
                each.result()
            for graded, program in programs:  # alone on the machine
                for finding in findings(graded, "speed"):
                    if "speed" in finding:
                        self.time("timed", rounds, program, finding)

    def time(self, part, work, *arguments):
        start = time.monotonic()
        work(*arguments)
        self.seconds[part] += time.monotonic() - start

    def at_once(self, pool, part, work, all_of):
        """work(one), for each of them; the last to end decides."""
        for each in [pool.submit(self.time, part, work, one) for one in all_of]:
            each.result()


class Way:
    """One submission's way through its three profiles, which do not wait for each other."""

    def __init__(self, hand, graded, submission, folder):
        self.hand, self.graded, self.folder = hand, graded, folder
        self.name = graded["exercise"]["id"]
        self.sources = submission / self.name
        self.parts = {part: findings(graded, part) for part in ("tests", "races", "schedules", "speed")}

    def steps(self):
        steps = [self.plain]
        if self.parts["races"] or self.parts["schedules"]:
            steps.append(self.tsan)
        if any("speed" in finding for finding in self.parts["speed"]):
            steps.append(self.bench)
        return steps

    def plain(self):
        self.build("plain", {"program": ("tests", "link")})
        self.run("tests", "plain/program")

    def tsan(self):
        programs = {"program": ("tests", "link")}
        if self.parts["schedules"]:
            programs["explored"] = ("explorer tests", "explorer_link")
        self.build("tsan", programs)
        self.run("races", "tsan/program", fixed=True)
        self.run("schedules", "tsan/explored", fixed=True)

    def bench(self):
        self.build("bench", {"program": ("bench", "link")})

    def build(self, profile, programs):
        """`programs`: the parts of the recipe that each is linked of, and its flags."""
        recipe = json.loads((COURSE / f"{profile}/exercises/{self.name}.recipe.json").read_text())
        folder = self.folder / profile
        folder.mkdir(parents=True)
        sources = [self.sources / file for file in self.graded["exercise"]["submit"] if file.endswith(".cpp")]
        sources += map(pathlib.Path, recipe["adapters"])
        objects = {source: folder / (source.name + ".o") for source in sources}
        compile_ = [recipe["compiler"], *recipe["compile"],
                    *("-I" + str(path) for path in [self.sources, *recipe["includes"]])]

        def linked(program):
            parts, flags = programs[program]
            linked_parts = [file for part in parts.split() for file in recipe[part]]
            build([recipe["compiler"], *objects.values(), *linked_parts, *recipe[flags], "-o", folder / program])

        self.hand.at_once(self.hand.computes, "build",
                          lambda source: build([*compile_, "-c", source, "-o", objects[source]]), sources)
        self.hand.at_once(self.hand.computes, "build", linked, programs)

    def run(self, part, program, fixed=False):
        def one(finding):
            command = [self.folder / program, "--gtest_filter=" + finding["subject"]]
            environment = dict(os.environ)
            if part == "schedules":
                environment |= {"EXPLORE_SCHEDULES": str(max(1, finding["exploration"]["schedules"])),
                                "EXPLORE_STOP": "1", "LD_BIND_NOW": "1"}
            with tempfile.TemporaryDirectory(dir=self.folder) as scratch:
                code = subprocess.run(["setarch", "-R", *command] if fixed else command, cwd=scratch,
                                      env=environment | {"TMPDIR": scratch}, stdin=subprocess.DEVNULL,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                      timeout=PATIENCE, check=False).returncode
            if code != 0 and passed(finding):
                raise Wrong(f"{self.name}: {finding['subject']} ({part}) passed, and ends by hand with {code}")

        pool = self.hand.computes if part == "schedules" else self.hand.waits
        self.hand.at_once(pool, part, one, self.parts[part])


def build(command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          text=True, errors="replace", timeout=PATIENCE, check=False)
    if done.returncode != 0:
        raise Wrong(f"does not build by hand: {done.stderr.strip()[-1000:]}")


def rounds(program, finding):
    """As many rounds of a speed row as the report has; see exercises/support/bench_main.cpp."""
    row, speed = finding["subject"], finding["speed"]
    ours, theirs = socket.socketpair()
    with ours, ours.makefile("rw") as line:
        process = subprocess.Popen([program], env={**os.environ, "COURSE_RESULT_FD": str(theirs.fileno())},
                                   pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        theirs.close()
        ours.settimeout(PATIENCE)
        try:
            line.write(secrets.token_hex(16) + "\n")
            asked = {"row": row, "workers": speed["workers"]}
            fastest = speed["workers"] if speed["bound"] in ("cpu", "io") else 1
            for request in [{"request": "fit", "fastest": fastest}] + \
                    [{"request": "round", "seed": seed} for seed, _ in enumerate(speed["rounds"])]:
                line.write(json.dumps(request | asked) + "\n")
                line.flush()
                answer = json.loads(line.readline() or "{}")
                if answer.get("kind") not in ("fit", "round"):
                    raise Wrong(f"{row} does not run by hand: {answer}")
            ours.shutdown(socket.SHUT_RDWR)  # it ends when nobody asks any more
            process.wait(PATIENCE)
        finally:
            process.kill()
            process.wait()
