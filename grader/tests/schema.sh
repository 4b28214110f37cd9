#!/bin/sh
# The golden reports fit grader/report/report.schema.json, and reports that do
# not are refused: a schema that lets everything pass would prove nothing. The
# other formats are read by parsers that know nothing of the grader, here and in
# readers.py.

root=${COURSE_ROOT:-$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)}
cd "$root" || exit 5
python=python3
"$python" -c 'import jsonschema' 2>/dev/null || python=/usr/bin/python3 # The system's, where another is first.
"$python" -c 'import jsonschema' 2>/dev/null || {
  echo "skipped: python3-jsonschema is missing; install it with: apt-get install python3-jsonschema"
  exit 5
}
command -v sqlite3 >/dev/null || {
  echo "skipped: sqlite3 is missing; install it with: apt-get install sqlite3"
  exit 5
}
export PYTHONDONTWRITEBYTECODE=1
PYTHONPATH=grader/tests "$python" - <<'END' && exec "$python" grader/tests/readers.py
import copy, csv, json, pathlib, subprocess, sys
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

from jsonschema import Draft202012Validator

import classroom50_result


def no_number(name):
    raise ValueError(f"{name} is not JSON")


def read(file):
    return json.loads(file.read_text(encoding="ascii"), parse_constant=no_number)


def complaints(report):
    for error in validator.iter_errors(report):
        yield f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


schema = read(pathlib.Path("grader/report/report.schema.json"))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
bad = []

goldens = sorted(pathlib.Path("grader/tests/golden").glob("*.json"))
if not goldens:
    sys.exit("no golden report found in grader/tests/golden")
for file in goldens:
    print(file)
    bad += [f"{file}: {complaint}" for complaint in complaints(read(file))]


def objects(value, path=()):
    """Every object in a report, by its path."""
    if isinstance(value, dict):
        yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from objects(child, (*path, key))


def at(value, path):
    for key in path:
        value = value[key]
    return value


# Two exercises with every kind of object are enough.
sample = read(pathlib.Path("grader/tests/golden/mixed.json"))
sample["exercises"] = sample["exercises"][:2]
refused = 0
for path in objects(sample):
    wrong = [("another key", lambda o: o.__setitem__("surprise", 1))]
    wrong += [(f"no {key}", lambda o, key=key: o.pop(key)) for key in at(sample, path) if key not in ("speed", "timeline")]
    wrong += [(f"an odd {key}", lambda o, key=key: o.__setitem__(key, [{}])) for key in at(sample, path)]
    for what, change in wrong:
        report = copy.deepcopy(sample)
        change(at(report, path))
        refused += 1
        if validator.is_valid(report):
            bad.append(f"the schema accepts {what} at /{'/'.join(map(str, path))}")

folder = pathlib.Path("grader/tests/golden")
for file in sorted(folder.glob("*.xml")):
    counts = ElementTree.parse(file).getroot()
    cases = counts.findall(".//testcase")
    if len(cases) != int(counts.get("tests")):
        bad.append(f"{file}: {len(cases)} test cases, and says {counts.get('tests')}")


class Page(HTMLParser):
    """Complains of what is not closed, runs, or comes from elsewhere."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    def handle_starttag(self, tag, attributes):
        self.look_at(tag, attributes)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def look_at(self, tag, attributes):
        if tag in ("script", "iframe", "img", "link", "object"):
            self.wrong.append(f"has a <{tag}>")
        for name, value in attributes:
            if name.startswith("on") or (name == "href" and not value.startswith("#")):
                self.wrong.append(f"{tag} has {name}={value}")

    def handle_startendtag(self, tag, attributes):
        self.look_at(tag, attributes)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes another tag")


for file in sorted(folder.glob("*.html")):
    page = Page()
    page.feed(file.read_text(encoding="utf-8"))
    bad += [f"{file}: {complaint}" for complaint in page.wrong + [f"<{tag}> is not closed" for tag in page.open]]

for file in sorted([*folder.glob("*.sarif"), *folder.glob("*.gradescope")]):
    read(file)

# A table of points: what Python's csv and SQLite read must be the same, and be a table.
COLUMNS = ["exercise", "part", "verdict", "points", "of", "not measured", "message"]
for file in sorted(folder.glob("*.csv")):
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, strict=True))
    if rows[0] != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
        bad.append(f"{file}: is no table with the columns {COLUMNS}")
    if any(field[:1] in ("=", "+", "-", "@", "\t") for row in rows for field in row):
        bad.append(f"{file}: has a formula")
    if not all(field.isdecimal() for row in rows[1:] for field in row[3:6]) or len(rows) < 2:
        bad.append(f"{file}: has points that are no integers, or no line")
    read_by_sqlite = subprocess.run(
        ["sqlite3", "-json", "-cmd", ".mode csv", "-cmd", f".import '{file}' points", "-cmd", ".mode json",
         ":memory:", "select * from points"], capture_output=True, text=True, timeout=60, check=True)
    if read_by_sqlite.stderr or [list(row.values()) for row in json.loads(read_by_sqlite.stdout)] != rows[1:]:
        bad.append(f"{file}: SQLite reads another table ({read_by_sqlite.stderr.strip()})")

# Classroom 50's result, and what of it must be refused.
for file in sorted(folder.glob("*.classroom50")):
    result = read(file)
    bad += [f"{file}: {complaint}" for complaint in classroom50_result.complaints(result)]
    wrong = [("another key", lambda r: r.__setitem__("surprise", 1))]
    wrong += [(f"no {key}", lambda r, key=key: r.pop(key)) for key in result]
    wrong += [(f"an odd {key}", lambda r, key=key: r.__setitem__(key, [{}])) for key in result]
    wrong += [(f"an empty {key}", lambda r, key=key: r.__setitem__(key, "")) for key in result]
    wrong += [(f"a test without {key}", lambda r, key=key: r["tests"][0].pop(key)) for key in ("test-name", "passed", "score", "max-score")]
    wrong += [("too many points", lambda r: r["tests"][0].__setitem__("score", 1000)),
              ("another sum", lambda r: r.__setitem__("max-score", r["max-score"] + 1)),
              ("half a point", lambda r: r["tests"][0].__setitem__("score", 0.5)),
              ("a fraction", lambda r: r.__setitem__("score", float(r["score"]))),
              ("a truth for a number", lambda r: r.__setitem__("score", True))]
    for what, change in wrong:
        damaged = copy.deepcopy(result)
        change(damaged)
        refused += 1
        if not classroom50_result.complaints(damaged):
            bad.append(f"a result for Classroom 50 may have {what}")

for ending in ("csv", "classroom50"):
    if not list(folder.glob(f"*.{ending}")):
        bad.append(f"no golden report *.{ending} found in {folder}")

print(*bad, sep="\n", end="\n" if bad else "")
if bad:
    sys.exit(1)
print(f"{len(goldens)} golden reports fit the schema, {refused} damaged ones do not")
END
