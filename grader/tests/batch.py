#!/usr/bin/env python3
"""Grades a small class with `grader/grade batch`, kills it, and lets it go on.

usage: grader/tests/batch.py

Prints one line for each thing that is not as it should be, and "N passed, N failed".
"""
import base64
import csv
import hashlib
import html.parser
import itertools
import json
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import checks
from checks import GRADE, ROOT, check, grade

WRONG = ROOT / "grader/tests/wrong/02-races"
# None of them is timed, and none fails a test by chance, as a race does: their points
# are the same on every machine.
MISTAKES = ["buffered-count", "chunks-past-the-end", "dropped-remainder", "one-count-for-all",
            "signed-index"]
HOSTILE = ["=cmd()|'calc'!A0", '"><script>alert(1)</script>', "a,b\nc", "..", "\x1b[2Jred", "-rf"]
READERS = ROOT / "grader/tests/readers.py"
KILLS = 10
SIM = pathlib.Path("/usr/bin/sim_c++")
DEADLINE = 600


def hand_in(folder, mistake):
    shutil.copytree(WRONG / mistake, folder / "02-races")


def make_class(folder):
    for name in MISTAKES:
        hand_in(folder / name, name)
    for name, mistake in zip(HOSTILE, itertools.cycle(MISTAKES)):
        if name != "..":
            hand_in(folder / name, mistake)
    (folder / "empty").mkdir()
    (folder / "broken.zip").write_text("no archive")
    (folder / "notes.txt").write_text("not a submission")
    with tempfile.TemporaryDirectory() as other:
        hand_in(pathlib.Path(other), MISTAKES[0])
        shutil.make_archive(folder / "packed", "gztar", other)


class Tags(html.parser.HTMLParser):
    """Which elements a page has."""

    def __init__(self, text):
        super().__init__()
        self.found, self.inside, self.script = [], "", ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append(tag)
        self.inside = tag

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside == "script":
            self.script += data


def rows_of(out):
    with open(out / "gradebook.csv", newline="") as file:
        return list(csv.DictReader(file))


def judge_outputs(out, names):
    rows = rows_of(out)
    check(len(rows) == len(names), f"{len(rows)} lines in the gradebook for {len(names)} submissions")
    check(not any(cell[:1] in ("=", "+", "-", "@") for row in rows for cell in row.values() if cell),
          "a field of the gradebook looks like a formula")
    by_name = {row["submission"]: row for row in rows}
    check(by_name["empty"]["02-races"] == by_name["empty"]["total"] == by_name["broken"]["total"] == "",
          "an empty submission has points, or a broken one")
    check("no zip" in by_name["broken"]["remarks"], f"remarks on broken.zip: {by_name['broken']}")
    check(by_name["packed"]["total"] == by_name[MISTAKES[0]]["total"], "an archive gets other points")
    page = (out / "class.html").read_text()
    tags = Tags(page)
    check(tags.found.count("script") == 1, f"{tags.found.count('script')} scripts in class.html")
    allowed = re.search(r"script-src '(sha256-[^']+)'", page)[1]
    sum_of_script = base64.b64encode(hashlib.sha256(tags.script.encode()).digest()).decode()
    check(allowed == "sha256-" + sum_of_script, f"class.html allows {allowed}, not sha256-{sum_of_script}")
    links = set(re.findall(r'href="(reports/[^"]+)"', page))
    check(len(links) == len(names) and all((out / link).is_file() for link in links),
          "class.html does not link to each report, or to one that is not there")
    check(page.count("alert(1)") == page.count("alert(1)&lt;"), "a name became markup")
    stored = sqlite3.connect(out / "store.sqlite").execute(
        "SELECT count(*) FROM result WHERE length(submission) > 0").fetchone()
    check(stored == (len(names),), f"{stored} results in the store")


def others_read_the_same(out):
    """SQLite finds the same table in the gradebook, and a browser the same pages."""
    with open(out / "gradebook.csv", newline="") as file:
        table = list(csv.reader(file, strict=True))
    found = subprocess.run(["sqlite3", "-cmd", ".mode csv", "-cmd", f".import '{out}/gradebook.csv' grades",
                            "-cmd", ".mode json", ":memory:", "select * from grades"],
                           capture_output=True, text=True, timeout=60)
    check(not found.stderr and [list(row.values()) for row in json.loads(found.stdout)] == table[1:],
          f"SQLite reads another gradebook: {found.stderr}{found.stdout}")
    pages = [out / "class.html", *sorted(out.glob("reports/*.html"))]
    looked = subprocess.run([sys.executable, "-B", READERS, *pages], capture_output=True, text=True, timeout=DEADLINE)
    check(looked.returncode == 0, f"a browser shows other pages: {looked.stdout}{looked.stderr}")
    print(*looked.stdout.splitlines()[:-1], sep="\n", flush=True)


def judge_similarity(out):
    page = (out / "class.html").read_text()
    if not SIM.exists():
        check("similarity-tester is not installed" in page, "class.html: nothing compares, unsaid")
        print("similarity-tester is not installed: no files compared", flush=True)
        return
    check("This is no verdict" in page, "class.html gives a verdict on near-identical files")
    pairs = re.findall(r'<li>(\d+) %: <a href="[^"]+">([^<]+)</a> and <a href="[^"]+">([^<]+)</a>', page)
    check(("100", MISTAKES[0], "packed") in pairs, f"the same file twice is not near-identical: {pairs}")
    shares = [int(pair[0]) for pair in pairs]
    check(shares == sorted(shares, reverse=True), f"pairs are not sorted: {shares}")
    check(not any("empty" in pair or "broken" in pair for pair in pairs), f"nothing is like: {pairs}")


def same_as_run(folder, out):
    """What `run` says of a submission is what its class's gradebook says."""
    for row in rows_of(out):
        if row["submission"] in MISTAKES[:2] + ["packed"]:
            path = folder / (row["submission"] + (".tar.gz" if row["submission"] == "packed" else ""))
            with tempfile.NamedTemporaryFile(suffix=".json") as report:
                grade("run", "02", "--submission", path, "--json", report.name)
                points = json.load(open(report.name))["points"]
            check(str(points["earned"]) == row["total"], f"run gives {path.name} {points}, batch {row}")


def fills_an_export(out, folder):
    """One column of an exported gradebook changes, and nothing else."""
    export = folder / "canvas.csv"
    heads = "Student,ID,SIS Login ID,Section,Races (17),Final Grade\r\n"
    lines = [f'"Doe, {name}",{at},{name},A,,\r\n' for at, name in enumerate(MISTAKES[1:])]
    export.write_text(heads + "".join(lines), newline="")
    filled = grade("gradebook", out, "--fill", export, "--column", "Races")
    check(filled.returncode == 1, f"gradebook ends with {filled.returncode}: {filled.stderr}")
    check(f"not {MISTAKES[0]}, " in filled.stdout, f"nobody misses {MISTAKES[0]}: {filled.stdout}")
    points = {row["submission"]: row["total"] for row in rows_of(out)}
    expected = heads + "".join(line.replace(",A,,", f",A,{points[name]},")
                               for name, line in zip(MISTAKES[1:], lines))
    check((out / "filled-canvas.csv").read_bytes().decode() == expected,
          f"filled: {(out / 'filled-canvas.csv').read_text()}")
    wrong = grade("gradebook", out, "--fill", export, "--column", "Locks")
    check(wrong.returncode == 2 and "there are: Student, ID" in wrong.stderr, wrong.stderr)


def takes_late_days_into_account(out, folder):
    """Points after a policy are filled in, and late.csv says how they came about."""
    punctual, free, late, hopeless, unknown = MISTAKES
    export, policy, times = folder / "late-class.csv", folder / "late.toml", folder / "times.csv"
    export.write_text("Username,Races\n" + "".join(f"{name},\n" for name in MISTAKES))
    policy.write_text('hand_ins = "times.csv"\nfree_days = 1\npercent_per_day = 30\n'
                      "zero_after_days = 3\ndue = 2026-05-01T23:59:59+02:00\n"
                      f'[[extension]]\nstudent = "{punctual}"\ndays = 7\n')
    others = [row["submission"] for row in rows_of(out) if row["submission"] not in MISTAKES]
    days = {punctual: "2026-05-08T23:59:59+02:00", free: "2026-05-02T21:59:59Z",
            late: "2026-05-02T22:00:00Z", hopeless: "2026-05-05T21:59:59Z"}
    with open(times, "w", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["student", "exercise", "time"])
        lines.writerows([name, "races", time] for name, time in days.items())
        lines.writerows([name, "02", "2026-05-01T00:00Z"] for name in others)
        lines.writerow(["nobody", "2", "2026-05-01T00:00Z"])
    asked = ["gradebook", out, "--fill", export, "--column", "Races", "--late", policy]
    filled = grade(*asked)
    check(filled.returncode == 1, f"gradebook --late ends with {filled.returncode}: {filled.stderr}")
    check(f"not {unknown}: nobody knows when 02-races was handed in" in filled.stdout, filled.stdout)
    check("02-races by nobody, of whom the batch holds nothing" in filled.stdout, filled.stdout)
    before = {row["submission"]: row["total"] for row in rows_of(out)}
    wanted = {punctual: before[punctual], free: before[free], unknown: "", hopeless: "0",
              late: str((int(before[late]) * 70 + 50) // 100)}
    check(len({wanted[free], wanted[late], "0"}) == 3, f"nothing is taken of {before}")
    got = {row["Username"]: row["Races"] for row in csv.DictReader(open(out / "filled-late-class.csv"))}
    check(got == wanted, f"after late days {got}, not {wanted}")
    with open(out / "late.csv", newline="") as file:
        rows = {row["submission"]: row for row in csv.DictReader(file)}
    told = [(rows[name]["days late"], rows[name]["free days used"], rows[name]["percent taken"])
            for name in MISTAKES]
    check(told == [("0", "0", "0"), ("1", "1", "0"), ("2", "1", "30"), ("4", "0", "100"),
                   ("", "", "")], f"late.csv: {told}")
    check(rows[late]["points before"] == before[late] and rows[late]["points after"] == wanted[late],
          f"late.csv: {rows[late]}")

    times.write_text(f"student,exercise,time\n{late},02,2026-05-02 22:00:00\n")
    wrong = grade(*asked)
    check(wrong.returncode == 2 and "times.csv:2: '2026-05-02 22:00:00' is no time" in wrong.stderr,
          wrong.stderr)
    policy.write_text(policy.read_text().replace("free_days", "free_weeks"))
    wrong = grade(*asked)
    check(wrong.returncode == 2 and "late.toml:2: unknown key 'free_weeks'" in wrong.stderr,
          wrong.stderr)


def killed_and_resumed(folder, out, expected, kills_wanted=KILLS, longest=3.0):
    """SIGKILL at any moment up to `longest` seconds after a start: nothing is lost, nothing
    done twice, all is as if nothing was."""
    kills = 0
    chance = random.Random()
    while kills < kills_wanted:
        process = subprocess.Popen([GRADE, "batch", folder, "--out", out, "02"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0.2, longest))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
            continue
        if (out / "gradebook.csv").exists():
            shutil.rmtree(out)  # it was through; once more from the beginning
    last = grade("batch", folder, "--out", out, "02")
    check(last.returncode == 0, f"the last start ends with {last.returncode}: {last.stderr[-300:]}")
    got = (out / "gradebook.csv").read_bytes()
    other = sorted(set(got.splitlines()) ^ set(expected.splitlines()))
    check(got == expected, f"another gradebook after {kills} kills: {other}")


def main():
    with tempfile.TemporaryDirectory() as temporary:
        folder, out = pathlib.Path(temporary, "class"), pathlib.Path(temporary, "graded")
        folder.mkdir()
        make_class(folder)
        names = [entry.name for entry in folder.iterdir() if entry.name != "notes.txt"]
        first = grade("batch", folder, "--out", out, "02")
        check(first.returncode == 0, f"batch ends with {first.returncode}: {first.stderr[-500:]}")
        if first.returncode != 0:
            return
        check("\x1b" not in first.stdout + first.stderr, "a name steers the terminal")
        check("notes.txt: neither a folder nor an archive" in first.stdout, first.stdout)
        judge_outputs(out, names)
        judge_similarity(out)
        others_read_the_same(out)
        gradebook = (out / "gradebook.csv").read_bytes()

        began = time.monotonic()
        again = grade("batch", folder, "--out", out, "02")
        took = time.monotonic() - began
        check(": 0 graded" in again.stdout, f"graded again: {again.stdout.splitlines()[:1]}")
        check((out / "gradebook.csv").read_bytes() == gradebook, "the same class, another gradebook")
        print(f"nothing to do: {took:.2f} s", flush=True)

        with open(folder / MISTAKES[0] / "02-races/races.cpp", "a") as file:
            file.write("// changed\n")
        changed = grade("batch", folder, "--out", out, "02")
        check(": 1 graded" in changed.stdout, f"one changed: {changed.stdout.splitlines()[:1]}")

        same_as_run(folder, out)
        fills_an_export(out, pathlib.Path(temporary))
        takes_late_days_into_account(out, pathlib.Path(temporary))
        killed_and_resumed(folder, pathlib.Path(temporary, "killed"), gradebook)
        check(grade("batch", folder / "empty", "--out", out).returncode == 2, "an empty class")
        check(grade("batch", folder / "nowhere", "--out", out).returncode == 2, "no class")
        nothing = grade("batch", folder / MISTAKES[0], "--out", pathlib.Path(temporary, "none"), "03")
        check(nothing.returncode == 0, "a named exercise that nobody handed in is graded all the same")


if __name__ == "__main__":
    main()
    sys.exit(checks.conclude())
