#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the translations against the texts of the window.

Fails when a text has no translation, when one is left of a text that is gone, or when the
placeholders differ. With --update the files are brought up to date first.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

PLACEHOLDER = re.compile(r"%L?[0-9n]+")


def lupdate(tool, root, target, *options):
    command = [tool, "-silent", "-locations", "none", "-no-obsolete", *options,
               "-I", root / "ui/src", "-I", root / "ui/include", "-I", root / "engine/include",
               root / "ui/src", root / "ui/include", root / "app", "-ts", target]
    subprocess.run([str(word) for word in command], check=True)


def messages(path):
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            source = message.findtext("source") or ""
            comment = message.findtext("comment") or ""
            yield (context.findtext("name"), source, comment), message.find("translation")


def forms(translation):
    several = [form.text or "" for form in translation.iter("numerusform")]
    return several or [translation.text or ""]


def problems(path, wanted):
    found = dict(messages(path))
    for key in wanted - found.keys():
        yield f"no entry for {key}"
    for key in found.keys() - wanted:
        yield f"nothing in the window says {key}"
    for key in sorted(found.keys() & wanted):
        translation = found[key]
        if translation.get("type") == "unfinished" or not all(forms(translation)):
            yield f"not translated: {key}"
            continue
        placeholders = set(PLACEHOLDER.findall(key[1])) - {"%n"}
        for form in forms(translation):
            if set(PLACEHOLDER.findall(form)) - {"%n"} != placeholders:
                yield f"other placeholders than {key}: {form}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lupdate", required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parents[2]
    failed = False
    for path in arguments.files:
        options = ["-pluralonly"] if path.stem.endswith("_en") else []
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / path.name
            if arguments.update:
                lupdate(arguments.lupdate, root, path, *options)
            shutil.copy(path, copy)
            lupdate(arguments.lupdate, root, copy, *options)
            wanted = {key for key, _ in messages(copy)}
            for problem in problems(path, wanted):
                print(f"{path.name}: {problem}")
                failed = True
        print(f"{path.name}: {len(wanted)} texts")
    sys.exit(failed)


if __name__ == "__main__":
    main()
