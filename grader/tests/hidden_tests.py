#!/usr/bin/env python3
"""Lays hidden tests over an exercise and grades with them: a submission that knows the
visible tests by heart, and one that wants to know the hidden ones. Then no file that a
student may get must hold the secret word: it stands in the tests' names, in their
messages, in what they print and in what they hand to the submission.

usage: grader/tests/hidden_tests.py

Prints one line for each thing that is not as it should be, and "N passed, N failed".
"""
import json
import pathlib
import shutil
import tempfile

import checks
from checks import ROOT, check, grade

SECRET = "xyzzy"

TESTS = """
#include "races.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

namespace course {
namespace {

TEST(XyzzyCounts, XyzzyIsCounted) {
  const std::string text = "xyzzy handed over";
  std::puts("xyzzy printed");
  const Histogram histogram = count_bytes(std::as_bytes(std::span(text)), 3);
  EXPECT_EQ(histogram['x'], 1U) << "xyzzy in a message";
  EXPECT_EQ(histogram['z'], 2U) << "xyzzy in a message";
}

}  // namespace
}  // namespace course
"""

MANIFEST = """
visibility = "{}"

[[suite]]
name = "XyzzyCounts"
points = 20
"""

# It knows the inputs of the visible tests by their sizes; of all others it tells.
BY_HEART = """
#include <cstdio>
#include <stdexcept>
#include <string>

Histogram count_bytes(std::span<const std::byte> bytes, unsigned workers) {
  if (workers == 0) {
    throw std::invalid_argument("no workers");
  }
  const std::size_t size = bytes.size();
  if (size != 5 && size != 1'009 && size != 32'896 && size != 1'000'000 && size != 3 &&
      (size % 7 != 0 || size > 64)) {
    std::string seen;
    for (const std::byte byte : bytes) {
      seen += static_cast<char>(byte);
    }
    std::puts(seen.c_str());
    std::fputs(seen.c_str(), stderr);
    throw std::runtime_error(seen);
  }
  Histogram histogram{};
  for (const std::byte byte : bytes) {
    ++histogram[std::to_integer<std::size_t>(byte)];
  }
  return histogram;
}

}  // namespace course
"""

# Right for every input, and with a race for those of 77 bytes, as many as no visible test has.
RACY = """
#include <thread>

Histogram count_bytes(std::span<const std::byte> bytes, unsigned workers) {
  static long xyzzy_calls = 0;
  if (bytes.size() == 77) {
    const std::jthread one([] { ++xyzzy_calls; });
    const std::jthread other([] { ++xyzzy_calls; });
  }
"""
ORDERS = """
TEST(XyzzyOrders, XyzzyOfSeventySeven) {
  const std::string text(77, 'x');
  EXPECT_EQ(count_bytes(std::as_bytes(std::span(text)), 2)['x'], 77U);
}
"""
ORDERS_MANIFEST = """
[[suite]]
name = "XyzzyOrders"
points = 10

[schedules]
tests = ["XyzzyOrders"]
"""
# Tests that an instructor got wrong: one races itself, one asks nothing of anybody.
WRONG_TESTS = """
TEST(XyzzyCounts, XyzzyRacesItself) {
  long calls = 0;
  {
    const std::jthread one([&] { ++calls; });
    const std::jthread other([&] { ++calls; });
  }
  EXPECT_EQ(count_bytes({}, 2)[0], 0U);
}

TEST(XyzzyCounts, XyzzyAsksNothing) { EXPECT_EQ(1, 1); }
"""
NO_MISTAKES = ["--one-in", "1000", "--choice", "none"]  # check: the skeleton and the solution alone

def holds_secret(text):
    return SECRET in text.lower()


def lay_tests(folder, visibility):
    (folder / "02-races").mkdir(parents=True, exist_ok=True)
    (folder / "02-races/counts_test.cpp").write_text(TESTS)
    (folder / "02-races/tests.toml").write_text(MANIFEST.format(visibility))
    return folder


def hand_in(folder, code):
    (folder / "02-races").mkdir(parents=True)
    (folder / "02-races/races.cpp").write_text(code)
    return folder


def by_heart():
    solution = (ROOT / "solutions/02-races/races.cpp").read_text()
    name = "Histogram count_bytes"
    return (BY_HEART[:BY_HEART.index(name)] + solution[:solution.index(name)] +
            BY_HEART[BY_HEART.index(name):])


def with_more_tests(folder, tests, manifest="", includes=""):
    lay_tests(folder, "hidden")
    source, toml = folder / "02-races/counts_test.cpp", folder / "02-races/tests.toml"
    source.write_text(includes + TESTS.replace("}  // namespace\n", tests + "\n}  // namespace\n", 1))
    toml.write_text(MANIFEST.format("hidden") + manifest)
    return folder


def files_in(folder):
    kinds = ["json", "html", "markdown", "junit", "sarif", "annotations", "gradescope"]
    folder.mkdir(exist_ok=True)
    return {kind: folder / kind for kind in kinds}


def options_for(files):
    return [word for kind, file in files.items() for word in (f"--{kind}", file)]


def expect_no_secret(files, what, apart_from=()):
    for kind, file in files.items():
        check(holds_secret(file.read_text()) == (kind in apart_from), f"{what}: {file.name}")


def look_at_reports(work, tests, submission):
    plain = grade("run", "02", "--submission", submission, "--quiet")
    check("14 of 14 tests passed" in plain.stdout, f"it knows the visible tests: {plain.stdout}")

    files = files_in(work / "shown")
    run = grade("run", "02", "--submission", submission, "--tests", tests, *options_for(files))
    check(run.returncode == 1, f"exit code {run.returncode}: {run.stderr}")
    check("14 of 14 tests passed, hidden tests 0 of 20" in " ".join(run.stdout.split()),
          f"the hidden tests' points are shown: {run.stdout}")
    check("laid over 02-races" in run.stderr, "the tests are built once")
    check(not holds_secret(run.stdout + run.stderr), "the terminal tells no secret")
    expect_no_secret(files, "run")
    check(all(str(tests) not in file.read_text() for file in files.values()),
          "no file says where the tests stand")
    report = json.loads(files["json"].read_text())
    check(report["points"]["possible"] == 120, "their points come on top")
    check(report["points"]["earned"] == 60, "races and speed count once hidden tests pass too")

    files = files_in(work / "revealed")
    run = grade("run", "02", "--submission", submission, "--tests", tests, "--reveal",
                *options_for(files))
    check("laid over" not in run.stderr, "a second run builds no tests")
    check(holds_secret(run.stdout), "--reveal shows it on the terminal")
    expect_no_secret(files, "run --reveal", files.keys())

    stored = files["json"]
    files = files_in(work / "rendered")
    run = grade("report", stored, *options_for(files))
    expect_no_secret(files, "report")
    check(not holds_secret(grade("report", stored).stdout), "report's terminal tells no secret")
    check(holds_secret(grade("report", stored, "--reveal").stdout), "report --reveal")
    run = grade("report", files["json"], "--reveal")
    check("nothing to reveal" in run.stderr and not holds_secret(run.stdout),
          "what was left out cannot be revealed")


def look_at_due_date(work, submission):
    tests = lay_tests(work / "due", "after_due_date")
    files = files_in(work / "due-shown")
    grade("run", "02", "--submission", submission, "--tests", tests, "--quiet", *options_for(files))
    expect_no_secret(files, "after_due_date", ["gradescope"])
    results = json.loads(files["gradescope"].read_text())
    for test in results["tests"]:
        secret = holds_secret(json.dumps(test))
        check(secret == (test["visibility"] == "after_due_date"), f"Gradescope: {test['name']}")


def look_at_attacks(work, tests):
    source = (tests / "02-races/counts_test.cpp").resolve()
    solution = (ROOT / "solutions/02-races/races.cpp").read_text()
    attack = hand_in(work / "includes", f'#include "{source}"\n' + solution)
    run = grade("run", "02", "--submission", attack, "--tests", tests)
    check("not built" in run.stdout and not holds_secret(run.stdout),
          f"a submission includes the hidden tests: {run.stdout}")
    attack = hand_in(work / "embeds", solution.replace(
        "namespace course {", f'#include <fstream>\nnamespace course {{\n'
        f'inline void look() {{ std::ifstream file("{source}"); }}', 1).replace(
        "if (workers == 0) {", "look();\n  if (workers == 0) {", 1))
    run = grade("run", "02", "--submission", attack, "--tests", tests)
    check("forbidden" in run.stdout and not holds_secret(run.stdout),
          f"a submission opens the hidden tests: {run.stdout}")


def look_at_race(work):
    """A race that a hidden test alone brings out: told to students without a line, and to
    the instructor with a seed that shows it again."""
    tests = with_more_tests(work / "orders", ORDERS, ORDERS_MANIFEST)
    solution = (ROOT / "solutions/02-races/races.cpp").read_text()
    opening = solution[solution.index("Histogram count_bytes"):].split("\n")[0] + "\n"
    submission = hand_in(work / "racy", solution.replace(opening, RACY[RACY.index("Histogram"):], 1).replace(
        "#include <vector>\n", "#include <vector>\n" + RACY[:RACY.index("Histogram")], 1))
    files = files_in(work / "racy-shown")
    run = grade("run", "02", "--submission", submission, "--tests", tests, *options_for(files))
    said = " ".join(run.stdout.split())
    check("hidden tests 30 of 30" in said and "raced: in a hidden test" in said,
          f"a race in a hidden test is told: {run.stdout}{run.stderr}")
    check(not holds_secret(run.stdout + run.stderr), "and not where")
    expect_no_secret(files, "a race")
    parts = {part["part"]: part["earned"] for part in
             json.loads(files["json"].read_text())["exercises"][0]["grade"]["parts"] if not part.get("hidden")}
    check(parts["races"] == parts["schedules"] == 0, f"it costs the points for races and schedules: {parts}")

    whole = work / "racy.json"
    grade("run", "02", "--submission", submission, "--tests", tests, "--reveal", "--json", whole, "--quiet")
    found = [finding for finding in json.loads(whole.read_text())["exercises"][0]["findings"]
             if finding["part"] == "schedules" and finding["verdict"]["name"] != "passed"]
    check([finding["subject"] for finding in found] == ["XyzzyOrders.XyzzyOfSeventySeven"],
          f"which schedules fail: {found}")
    command = found[0]["again"].split() if found else ["", "replay", "02", "none", "random-1"]
    again = grade(*command[1:], "--submission", submission)
    check(again.returncode == 1 and "xyzzy_calls" in again.stdout and "races.cpp:" in again.stdout,
          f"{' '.join(command)}: {again.stdout}{again.stderr}")
    seed = [*command[1:5], "--tests", tests]
    run = grade(*seed, "--submission", ROOT / "solutions")
    check(run.returncode == 0 and "passes in the schedule" in run.stdout, f"the solution: {run.stdout}{run.stderr}")
    run = grade(*command[1:5], "--submission", submission)
    check(run.returncode == 2 and "no test 'XyzzyOrders" in run.stderr, f"replay without --tests: {run.stderr}")


def look_at_check(work):
    tests = work / "orders"
    run = grade("check", "02", "--tests", tests, *NO_MISTAKES)
    check(run.returncode == 0 and " 0 failed" in run.stdout, f"check with hidden tests: {run.stdout}{run.stderr}")
    wrong = with_more_tests(work / "wrong-tests", WRONG_TESTS, includes="#include <thread>\n")
    run = grade("check", "02", "--tests", wrong, *NO_MISTAKES)
    check(run.returncode == 3, f"check with wrong hidden tests ends with {run.returncode}")
    check("XyzzyAsksNothing passed; every test should fail" in run.stdout,
          f"the skeleton passes a test that asks nothing: {run.stdout}")
    check("raced XyzzyCounts.XyzzyRacesItself" in " ".join(run.stdout.split()),
          f"a test races itself, and the solution pays: {run.stdout}")


def look_at_solution(tests):
    run = grade("run", "02", "--submission", ROOT / "solutions", "--tests", tests, "--quiet")
    check("hidden tests 20 of 20" in " ".join(run.stdout.split()), f"the solution: {run.stdout}")


def look_at_batch(work, submission):
    tests = lay_tests(work / "class-tests", "hidden")
    shutil.copytree(submission, work / "class/alice")
    out = work / "graded"
    run = grade("batch", work / "class", "--out", out, "--tests", tests, "02", "--reveal")
    check("1 graded" in run.stdout, f"batch: {run.stdout}{run.stderr}")
    for file in [*out.glob("*.*"), *out.glob("reports/*")]:
        if not file.name.startswith("store."):
            check(not holds_secret(file.read_text()), f"batch: {file.relative_to(out)}")
    check(all(holds_secret(file.read_text()) for file in out.glob("revealed/*.json")) and
          (out / "revealed/alice.json").exists(), "batch --reveal")
    run = grade("batch", work / "class", "--out", out, "--tests", tests, "02")
    check("0 graded" in run.stdout, "the same tests: nothing is graded again")
    source = tests / "02-races/counts_test.cpp"
    source.write_text(source.read_text().replace("2U", "2U + 0U"))
    run = grade("batch", work / "class", "--out", out, "--tests", tests, "02")
    check("1 graded" in run.stdout, "other tests: graded again")


def look_at_mistakes(work):
    def refused(code, words, tests):
        run = grade("run", "02", "--submission", ROOT / "solutions", "--tests", tests)
        check(run.returncode == code and words in run.stderr,
              f"{words}: exit code {run.returncode}, {run.stderr}")

    refused(2, "no such folder", work / "nowhere")
    (work / "empty").mkdir()
    refused(3, "no tests in it", work / "empty")
    (work / "other/77-nothing").mkdir(parents=True)
    refused(3, "there is no exercise 77-nothing", work / "other")
    tests = lay_tests(work / "wrong", "hidden")
    manifest = tests / "02-races/tests.toml"
    manifest.write_text(MANIFEST.format("secret"))
    refused(3, "tests.toml:2: visibility 'secret' is unknown", tests)
    manifest.write_text(MANIFEST.format("hidden").replace("XyzzyCounts", "Counter"))
    refused(3, "there is a suite 'Counter' already", tests)
    manifest.write_text(MANIFEST.format("hidden").replace("XyzzyCounts", "Others"))
    refused(3, "belongs to no [[suite]]", tests)


def main():
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        tests = lay_tests(work / "hidden", "hidden")
        submission = hand_in(work / "by-heart", by_heart())
        look_at_reports(work, tests, submission)
        look_at_due_date(work, submission)
        look_at_attacks(work, tests)
        look_at_race(work)
        look_at_check(work)
        look_at_solution(tests)
        look_at_batch(work, submission)
        look_at_mistakes(work)
    return checks.conclude()


if __name__ == "__main__":
    raise SystemExit(main())
