# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints `valid` or `refused` for each file: check_schema.py SCHEMA FILE...; exit code 77 without jsonschema."""
import json
import sys

try:
    from jsonschema import Draft7Validator
except ImportError:
    sys.exit(77)

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
Draft7Validator.check_schema(schema)
validator = Draft7Validator(schema)
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        mistakes = list(validator.iter_errors(json.load(file)))
    print("refused" if mistakes else "valid")
    for mistake in mistakes:
        print(path, mistake.json_path, mistake.message[:200], file=sys.stderr)
