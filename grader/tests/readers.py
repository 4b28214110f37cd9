#!/usr/bin/env python3
"""Reads the golden reports with programs that know nothing of the grader: cmark-gfm for
Markdown, a browser for HTML, the published schema for SARIF, GitHub's rules for workflow
commands, Gradescope's for results.json. What a submission wrote must be text in all of them.

usage: grader/tests/readers.py [FILE.html...]

With files, only the browser reads them. Where there is no browser, or npm's registry cannot
be reached, it says what was left out. Prints one line for each thing that is not as it
should be, and "N passed, N failed".
"""
import copy
import html.parser
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

import checks
from checks import ROOT, check

GOLDEN = ROOT / "grader/tests/golden"
BROWSERS = ["chromium", "google-chrome", "google-chrome-stable", "chrome"]
# The schema of OASIS, as Microsoft's checker carries it.
SARIF_PACKAGE, SARIF_SCHEMA = "@microsoft/jest-sarif@1.0.0-beta.0", "package/lib/schemas/sarif-2.1.0-rtm.5.json"

def read(name):
    return (GOLDEN / name).read_text(encoding="utf-8")


class Page(html.parser.HTMLParser):
    """What stands on a page: its elements, with their attributes, and its text."""

    # Made by a browser where nobody wrote them.
    IMPLIED = ("html", "head", "body", "tbody")

    def __init__(self, text):
        super().__init__()
        self.elements, self.text = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag not in self.IMPLIED:
            self.elements.append((tag, tuple(sorted(attributes))))

    def handle_data(self, data):
        self.text += data

    def words(self):
        return self.text.split()


# --- HTML ----------------------------------------------------------------------------


def browser():
    return os.environ.get("SLIDES_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)


def document_in(program, file):
    """The page as the browser has it once everything on it has run."""
    with tempfile.TemporaryDirectory(prefix="readers-") as profile:
        run = subprocess.run([program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                              "--disable-extensions", f"--user-data-dir={profile}", "--virtual-time-budget=2000", "--dump-dom",
                              file.resolve().as_uri()], capture_output=True, text=True, errors="replace", timeout=120)
    return run.stdout


def look_at_html(files):
    program = browser()
    if not program:
        print("no browser is here: HTML is not looked at in one", flush=True)
        return
    for file in files:
        written, shown = Page(file.read_text(encoding="utf-8")), Page(document_in(program, file))
        check(shown.elements == written.elements, f"{file.name}: the browser has other elements",
              [pair for pair in zip(shown.elements, written.elements) if pair[0] != pair[1]][:2])
        check(shown.words() == written.words() != [], f"{file.name}: the browser shows other text")


# --- Markdown ------------------------------------------------------------------------

COLUMNS = 6
# What the exporter writes itself; everything else in angle brackets comes from a submission.
TAGS = {"h2", "p", "table", "thead", "tbody", "tr", "th", "td", "br", "b", "code", "pre", "ul", "li", "details", "summary", "sub"}


def rendered(text):
    """As GitHub renders it, apart from what it takes away for safety."""
    return subprocess.run(["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist"],
                          input=text, capture_output=True, text=True, timeout=60, check=True).stdout


def odd_rows(page):
    """Of the table, the rows that have other cells than the exporter writes: the second has
    the points. Cells that are too many are not rendered at all."""
    rows = [re.findall("<td[^>]*>(.*?)</td>", row, re.S) for row in re.findall("<tr>.*?</tr>", page, re.S)[1:]]
    return [row for row in rows if len(row) != COLUMNS or not re.fullmatch(r"\d+ of \d+(, \d+ not measured)?", row[1])]


def complaints_about_markdown(text):
    page = rendered(text)
    found = Page(page)
    for tag in {tag for tag, _ in found.elements} - TAGS:
        yield f"has a <{tag}>"
    if {name for _, attributes in found.elements for name, _ in attributes} - {"align", "lang", "class"}:
        yield "has attributes that the exporter does not write"
    if odd_rows(page):
        yield f"has odd rows in its table: {odd_rows(page)[0]}"
    if page.count("<h2>") != 1:
        yield "has another heading"
    for tag in ("details", "summary", "sub"):
        if page.count(f"<{tag}>") != page.count(f"</{tag}>"):
            yield f"has <{tag}> and </{tag}> that do not belong together"
    # GitHub looks for these in what is left of the text, code aside.
    prose = html.unescape(re.sub("<pre.*?</pre>|<code>.*?</code>", "", page, flags=re.S))
    source = re.sub("^(`{3,}).*?^\\1$", "", text, flags=re.S | re.M)
    for sign in ("@everyone", ":tada:", "$x$"):
        if sign in source:
            yield f"has {sign}, in which GitHub reads something"
    if "<script>" in text.replace("\n", " ") and "alert(1)" not in prose + page:
        yield "has lost what the submission wrote"


def look_at_markdown():
    for file in sorted(GOLDEN.glob("*.md")):
        found = list(complaints_about_markdown(file.read_text(encoding="utf-8")))
        check(not found, f"{file.name}: as Markdown", "\n".join(found))
    hostile = read("hostile.md")
    damaged = {"a tag": hostile.replace("&#60;script&#62;", "<script>", 1), "a cell": hostile.replace("| 03-locks |", "| 03|locks |", 1),
               "a link": hostile.replace("&#91;right&#93;", "[right]", 1), "an address": hostile.replace("https&#58;//", "https://", 1),
               "emphasis": hostile.replace("&#42;b&#42;", "*b*", 1), "a strike": hostile.replace("&#126;", "~"),
               "a heading": hostile.replace("<details>", "\n# 100\n\n<details>", 1), "a mention": hostile.replace("&#64;", "@", 1),
               "an end": hostile.replace("&#60;/details&#62;", "</details>", 1),
               "a short fence": re.sub("^`{5}", "```", hostile, flags=re.M)}
    for what, text in damaged.items():
        check(text != hostile and list(complaints_about_markdown(text)), f"hostile.md may have {what} of a submission")


# --- annotations ---------------------------------------------------------------------


def command_in(line):
    """(name, properties, message) as GitHub's runner takes a line apart, or None."""
    if not line.lstrip().startswith("::"):
        return None
    line = line.lstrip()[2:]
    head, found, message = line.partition("::")
    if not found:
        return None
    name, _, properties = head.partition(" ")

    def plain(text, also=()):
        for escape, character in (("%0D", "\r"), ("%0A", "\n"), *also, ("%25", "%")):
            text = text.replace(escape, character)
        return text

    pairs = (pair.partition("=") for pair in properties.split(",") if pair)
    return name, {key.strip(): plain(value, (("%3A", ":"), ("%2C", ","))) for key, _, value in pairs}, plain(message)


def complaints_about_annotations(text):
    lines = text.splitlines()
    if len(lines) > 10:
        yield "has more than GitHub shows of a step"
    for line in lines:
        name, properties, message = command_in(line) or ("", {}, "")
        if name not in ("error", "notice"):
            yield f"is no annotation: {line[:60]}"
            continue
        if set(properties) - {"file", "line", "title"} or "title" not in properties:
            yield f"has the properties {set(properties)}"
        if not properties.get("line", "1").isdecimal() or ("line" in properties and "file" not in properties):
            yield f"has the line {properties}"
        if "file" in properties and not re.search(r"/\d\d-[a-z-]+/[\w./-]+$", properties["file"]):
            yield f"marks {properties['file'][:60]}, which is no file of an exercise"
        if not re.match(r"\d\d-[a-z-]+: ", properties["title"]) or not message.startswith(properties["title"].partition(": ")[2]):
            yield f"has the title {properties['title'][:60]} and the message {message[:60]}"
        if not message or any(ord(character) < 32 and character != "\n" for character in message):
            yield "has no message, or one that steers a terminal"


def look_at_annotations():
    for file in sorted(GOLDEN.glob("*.annotations")):
        found = list(complaints_about_annotations(file.read_bytes().decode()))
        check(not found, f"{file.name}: as commands of a workflow", "\n".join(found))
    hostile = (GOLDEN / "hostile.annotations").read_bytes().decode()
    damaged = {"a line of its own": hostile.replace("%0A", "\n", 1), "no colon": hostile.replace("%3A", ":"),
               "another command": hostile.replace("::notice ", "::set-output ", 1), "a comma": hostile.replace(",line=31", ",line=31,x=1", 1)}
    for what, text in damaged.items():
        check(text != hostile and list(complaints_about_annotations(text)), f"hostile.annotations may have {what}")


# --- SARIF and Gradescope ------------------------------------------------------------


def sarif_schema():
    """None if it cannot be had. Kept in the build folder."""
    folder = ROOT / "build/test/npm"
    kept = folder / pathlib.Path(SARIF_SCHEMA).name
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            packed = subprocess.run(["npm", "pack", "--silent", "--fetch-retries", "1", "--fetch-timeout", "20000", SARIF_PACKAGE],
                                    cwd=folder, capture_output=True, text=True, timeout=120, check=True).stdout.split()[-1]
            with tarfile.open(folder / packed) as archive:
                kept.write_bytes(archive.extractfile(SARIF_SCHEMA).read())
        except (OSError, subprocess.SubprocessError, IndexError):
            return None
    return json.loads(kept.read_text(encoding="utf-8"))


def look_at_sarif():
    from jsonschema import Draft7Validator

    schema = sarif_schema()
    if schema is None:
        print("npm's registry cannot be reached: SARIF is not compared with its schema", flush=True)
        return
    validator = Draft7Validator(schema)
    for file in sorted(GOLDEN.glob("*.sarif")):
        log = json.loads(file.read_text(encoding="utf-8"))
        found = [f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:100]}" for error in validator.iter_errors(log)]
        check(not found, f"{file.name}: as SARIF", "\n".join(found))
        uris = re.findall('"uri": "([^"]*)"', file.read_text(encoding="utf-8"))
        check(all(re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*", uri) for uri in uris), f"{file.name}: URIs", uris)
    log = json.loads(read("hostile.sarif"))
    results = log["runs"][0]["results"]
    for what, change in (("no message", lambda result: result.pop("message")), ("another level", lambda result: result.update(level="fatal")),
                         ("another key", lambda result: result.update(surprise=1))):
        damaged = copy.deepcopy(log)
        change(damaged["runs"][0]["results"][0])
        check(not validator.is_valid(damaged), f"a SARIF log may have {what}")
    check(len(results) > 0, "hostile.sarif has results")


def look_at_gradescope():
    from jsonschema import Draft202012Validator

    schema = json.loads((ROOT / "grader/tests/gradescope.schema.json").read_text(encoding="ascii"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for file in sorted(GOLDEN.glob("*.gradescope")):
        results = json.loads(file.read_text(encoding="utf-8"))
        found = [f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:100]}" for error in validator.iter_errors(results)]
        check(not found, f"{file.name}: as results of Gradescope", "\n".join(found))
        check(results["score"] == sum(test["score"] for test in results["tests"]), f"{file.name}: the score is the sum")
        check(all(test["score"] <= test["max_score"] for test in results["tests"]), f"{file.name}: no test has more than its points")
    results = json.loads(read("hostile.gradescope"))
    for what, change in (("no score", lambda r: r.pop("score")), ("points in words", lambda r: r.update(score="1")),
                         ("another visibility", lambda r: r["tests"][0].update(visibility="all")),
                         ("output that is rendered", lambda r: r["tests"][0].update(output_format="html")),
                         ("output for all to see", lambda r: r.update(stdout_visibility="visible")),
                         ("another key", lambda r: r["tests"][0].update(surprise=1))):
        damaged = copy.deepcopy(results)
        change(damaged)
        check(not validator.is_valid(damaged), f"results for Gradescope may have {what}")


def main():
    files = [pathlib.Path(name) for name in sys.argv[1:]]
    look_at_html(files or sorted(GOLDEN.glob("*.html")))
    if not files:
        look_at_markdown()
        look_at_annotations()
        look_at_sarif()
        look_at_gradescope()
    return checks.conclude()


if __name__ == "__main__":
    sys.exit(main())
