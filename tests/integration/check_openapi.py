# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds answers against an OpenAPI document: check_openapi.py DOCUMENT ANSWERS.

ANSWERS has one JSON object a line: method, path (as in the document), status, type, body, and sent when there was
a body. Prints a sentence for each that does not fit; exit code 77 without jsonschema."""
import json
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit(77)

with open(sys.argv[1], encoding="utf-8") as file:
    document = json.load(file)


def resolved(part):
    while "$ref" in part:
        found = document
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def mistakes_in(schema, value):
    # References are looked up from the root of the document.
    whole = {"components": document["components"], **schema}
    return [f"{m.json_path}: {m.message[:200]}" for m in Draft202012Validator(whole).iter_errors(value)]


def check(answer):
    place = f'{answer["method"]} {answer["path"]} {answer["status"]}'
    operation = document["paths"].get(answer["path"], {}).get(answer["method"].lower())
    if operation is None:
        return [f"{place}: not in the document"]
    response = operation["responses"].get(str(answer["status"]))
    if response is None:
        return [f"{place}: this status is not in the document"]
    contents = resolved(response)["content"]
    kind = answer["type"].split(";")[0]
    if kind not in contents:
        return [f"{place}: {kind} is not in the document"]
    if kind == "application/json":
        return [f"{place}: {text}" for text in mistakes_in(contents[kind]["schema"], json.loads(answer["body"]))]
    return []


def check_sent(answer):
    operation = document["paths"].get(answer["path"], {}).get(answer["method"].lower(), {})
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if schema is None or "sent" not in answer or answer["status"] not in (200, 201):
        return []
    mistakes = mistakes_in(schema, json.loads(answer["sent"]))
    return [f'{answer["method"]} {answer["path"]}: was taken and does not fit: {mistakes}'] if mistakes else []


for component in document["components"]["schemas"].values():
    Draft202012Validator.check_schema(component)
with open(sys.argv[2], encoding="utf-8") as file:
    for line in file:
        for sentence in check(json.loads(line)) + check_sent(json.loads(line)):
            print(sentence)
