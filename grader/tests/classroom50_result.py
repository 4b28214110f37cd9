#!/usr/bin/env python3
"""classroom50_result.py FILE...: complains of what Classroom 50 would not take as
result.json. Imported by others for complaints()."""

import json
import pathlib
import sys

from jsonschema import Draft202012Validator

SCHEMA = json.loads((pathlib.Path(__file__).parent / "classroom50.schema.json").read_text(encoding="ascii"))
Draft202012Validator.check_schema(SCHEMA)
VALIDATOR = Draft202012Validator(SCHEMA)
COUNTS = ("score", "max-score")


def complaints(result):
    """In words; none if it is as it must be."""
    found = [f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in VALIDATOR.iter_errors(result)]
    if found:
        return found
    # The schema takes 1.0 for an integer; the runner, which goes by Python's type, does not.
    entries = [result, *result["tests"]]
    if not all(type(entry[key]) is int for entry in entries for key in COUNTS):
        return ["a score is written as a fraction"]
    found += [f"{entry.get('test-name', 'the whole')}: more points than there are" for entry in entries if entry["score"] > entry["max-score"]]
    found += [f"{key} is not the sum of the tests'" for key in COUNTS if result[key] != sum(test[key] for test in result["tests"])]
    return found


if __name__ == "__main__":
    bad = [f"{name}: {complaint}" for name in sys.argv[1:] for complaint in complaints(json.loads(pathlib.Path(name).read_text(encoding="utf-8")))]
    print(*bad, sep="\n", end="\n" if bad else "")
    sys.exit(1 if bad else 0)
