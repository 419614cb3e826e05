#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at every source and every header alone, as if no other file stood beside it.

    compile_alone.py BUILD_FOLDER SOURCE_FOLDER JOBS [PATH]...

Unity builds and precompiled headers hide an include that is missing: a file takes what another one happens to
bring. BUILD_FOLDER holds a compile_commands.json with neither; each of its commands is run for syntax alone. A header is looked at by the source that includes it first, or else by a
source of one line made for it. With PATHs, only files whose path below SOURCE_FOLDER begins with one of them.

Prints `[done/all] file` as it goes; exit status 1, and what the compiler said, when a file does not stand alone.
"""
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

AREAS = ("app/", "engine/", "ui/", "tests/")
FIRST_INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.MULTILINE)
MOC_INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+\.moc)"', re.MULTILINE)


def flags_of(entry):
    """The compiler and its flags, without source and output."""
    arguments = shlex.split(entry["command"])
    flags = []
    skip = 0
    for argument in arguments:
        if skip:
            skip -= 1
        elif argument in ("-o", "-MF", "-MT", "-MQ"):
            skip = 1
        elif argument in ("-c", "-MD", "-MMD") or argument == entry["file"]:
            pass
        else:
            flags.append(argument)
    return flags


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def resolve(include, flags, folder):
    """The file that an include names, by the include folders of the project."""
    places = [folder]
    for index, flag in enumerate(flags):
        if flag.startswith("-I"):
            places.append(flag[2:] or flags[index + 1])
    for place in places:
        path = os.path.normpath(os.path.join(place, include))
        if os.path.isfile(path):
            return path
    return None


class Unit:
    """What one run of the compiler looks at: a source, or a header by a line that includes it."""

    def __init__(self, path, flags, folder, header=False):
        self.path, self.flags, self.folder, self.header = path, flags, folder, header

    def look(self, moc_folder):
        command = self.flags + ["-fsyntax-only", "-I", moc_folder]
        text = None
        if self.header:
            command += ["-x", "c++", "-"]
            text = f'#include "{self.path}"\n'
        else:
            command.append(self.path)
        run = subprocess.run(command, cwd=self.folder, input=text, capture_output=True, text=True, check=False)
        return run.returncode, run.stdout + run.stderr


def sources(entries, root):
    units = []
    seen = set()
    for entry in entries:
        path = os.path.normpath(os.path.join(entry["directory"], entry["file"]))
        below = os.path.relpath(path, root)
        if path in seen or not below.startswith(AREAS):
            continue
        seen.add(path)
        units.append(Unit(path, flags_of(entry), entry["directory"]))
    return units


def headers(units, root):
    """A unit for each header that no source includes first."""
    proven = set()
    by_folder = {}
    for unit in units:
        folder = os.path.dirname(unit.path)
        first = FIRST_INCLUDE.search(text_of(unit.path))
        if first:
            proven.add(resolve(first.group(1), unit.flags, folder))
        while folder.startswith(root):
            by_folder.setdefault(folder, unit)
            folder = os.path.dirname(folder)
    found = []
    for area in AREAS:
        for folder, _, names in os.walk(os.path.join(root, area)):
            for name in sorted(names):
                path = os.path.join(folder, name)
                if not name.endswith(".h") or path in proven:
                    continue
                place = path.replace("/include/telemetryhub/engine/", "/src/").replace("/include/telemetryhub/ui/", "/src/")
                place = os.path.dirname(place)
                while place not in by_folder:
                    place = os.path.dirname(place)
                found.append(Unit(path, by_folder[place].flags, by_folder[place].folder, header=True))
    return found


def empty_mocs(units, folder):
    """Stands in for the code that moc makes while building: it adds nothing to what a file needs."""
    for unit in units:
        for name in MOC_INCLUDE.findall(text_of(unit.path)):
            with open(os.path.join(folder, os.path.basename(name)), "w", encoding="utf-8"):
                pass


def main():
    build, root, jobs = sys.argv[1], os.path.abspath(sys.argv[2]), int(sys.argv[3])
    paths = tuple(sys.argv[4:])
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        units = sources(json.load(file), root)
    units += headers(units, root)
    if paths:
        units = [unit for unit in units if os.path.relpath(unit.path, root).startswith(paths)]
    failed = []
    with tempfile.TemporaryDirectory() as mocs, concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        empty_mocs(units, mocs)
        runs = {pool.submit(unit.look, mocs): unit for unit in units}
        for done, run in enumerate(concurrent.futures.as_completed(runs), 1):
            code, output = run.result()
            name = os.path.relpath(runs[run].path, root)
            print(f"[{done}/{len(units)}] {name}", flush=True)
            if code != 0:
                failed.append(f"{name} does not stand alone:\n{output}")
    for text in sorted(failed):
        print(text)
    print(f"{len(units) - len(failed)} files stand alone, {len(failed)} do not")
    return 1 if failed or not units else 0


if __name__ == "__main__":
    sys.exit(main())
