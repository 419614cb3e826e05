#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at every source and every header of the program alone, as if no other file of ours stood beside it.

    compile_alone.py BUILD_FOLDER SOURCE_FOLDER JOBS [PATH]...

Unity builds hide an include that is missing: a file takes what its neighbours happen to bring. BUILD_FOLDER holds a
compile_commands.json without unity units; each of its commands is run for syntax alone. A header is looked at by the
source that includes it first, or else by a source of one line made for it. With PATHs, only files whose path below
SOURCE_FOLDER begins with one of them.

The headers of the standard library and of Qt are read once for all files with the same flags, which makes this ten
times as fast; so names of the standard library are held against the includes as text (STANDARD_NAMES).

Prints `[done/all] file` as it goes; exit status 1, and what is missing, when a file does not stand alone.
"""
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

AREAS = ("app/", "engine/", "ui/")
# Headers that many files share and that no macro in front of them changes.
SHARED_HEADER = re.compile(r"^\s*#\s*include\s+<([a-z_]+|c[a-z]+|Q[A-Z][A-Za-z]*)>", re.MULTILINE)
INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.MULTILINE)
# Names whose header compilers and libraries bring along or do not, as they please.
STANDARD_NAMES = {
    "cstdint": r"u?int(_fast|_least)?(8|16|32|64)_t|u?intmax_t|u?intptr_t",
    "cstring": r"mem(cpy|cmp|chr|set|move)|str(len|cmp|chr|error|str)",
    "algorithm": r"(stable_)?sort|find_if|any_of|all_of|none_of|min_element|max_element|lower_bound|upper_bound|"
    r"copy_n|fill_n|clamp|count_if|remove_if|transform|rotate|nth_element|unique|replace",
    "numeric": r"accumulate|iota|reduce|inner_product",
    "cmath": r"isnan|isfinite|isinf|floor|ceil|round|lround|llround|sqrt|pow|log10|log2|sin|cos|fabs|trunc|nearbyint",
    "limits": r"numeric_limits",
    "memory": r"unique_ptr|shared_ptr|weak_ptr|make_unique|make_shared|enable_shared_from_this",
    "functional": r"function|reference_wrapper|invoke|hash",
    "optional": r"optional|nullopt",
    "variant": r"variant|visit|holds_alternative|get_if|monostate",
    "vector": r"vector",
    "map": r"map|multimap",
    "set": r"set|multiset",
    "unordered_map": r"unordered_map",
    "unordered_set": r"unordered_set",
    "deque": r"deque",
    "list": r"list",
    "array": r"array|to_array",
    "span": r"span",
    "string": r"string|to_string|stoi|stod|stoul",
    "string_view": r"string_view",
    "chrono": r"chrono",
    "thread": r"thread|this_thread",
    "atomic": r"atomic|atomic_\w+|memory_order_\w+",
    "mutex": r"mutex|lock_guard|unique_lock|scoped_lock|once_flag|call_once",
    "condition_variable": r"condition_variable|condition_variable_any",
    "random": r"mt19937|mt19937_64|random_device|uniform_\w+_distribution|normal_distribution",
    "charconv": r"from_chars|to_chars|from_chars_result|to_chars_result",
    "filesystem": r"filesystem",
    "fstream": r"ifstream|ofstream|fstream",
    "sstream": r"stringstream|ostringstream|istringstream",
    "system_error": r"error_code|system_error|errc|generic_category|system_category",
    "bit": r"bit_cast|countl_zero|countr_zero|popcount|bit_width|bit_ceil|endian",
    "numbers": r"numbers",
    "tuple": r"tuple|tie|make_tuple",
}
STANDARD_USE = re.compile(r"\bstd::(\w+)")
NOT_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.DOTALL)
# A header that is known to hold what another one names.
ALSO_BRINGS = {"string": {"string_view"}, "charconv": {"system_error"}, "filesystem": {"system_error"}}
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

    def look(self, moc_folder, shared):
        # What moc would define is not here.
        command = self.flags + ["-fsyntax-only", "-I", moc_folder, "-Wno-undefined-internal"]
        if shared:
            command += ["-include-pch", shared]
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


def shared_headers(units, folder, pool):
    """Reads the shared headers of each set of flags once: precompiled headers by flags."""
    groups = {}
    for unit in units:
        groups.setdefault(tuple(unit.flags), []).append(unit)
    runs = {}
    for number, (flags, members) in enumerate(groups.items()):
        names = sorted({name for unit in members for name in SHARED_HEADER.findall(text_of(unit.path))})
        if len(members) < 4 or not names:
            continue
        header = os.path.join(folder, f"shared_{number}.h")
        with open(header, "w", encoding="utf-8") as file:
            file.write("".join(f"#if __has_include(<{name}>)\n#include <{name}>\n#endif\n" for name in names))
        command = [*flags, "-x", "c++-header", header, "-o", header + ".pch"]
        runs[flags] = (pool.submit(subprocess.run, command, cwd=members[0].folder, capture_output=True, text=True,
                                   check=False), header + ".pch")
    made = {}
    for flags, (run, path) in runs.items():
        if run.result().returncode == 0:
            made[flags] = path
        else:
            print(f"without shared headers: {run.result().stderr.splitlines()[:1]}")
    return made


class Includes:
    """Which headers a file has, by itself and by those of ours that it includes."""

    def __init__(self, root):
        self.roots = [os.path.join(root, place) for place in ("engine/include", "engine/src", "ui/include", "ui/src", "app")]
        self.known = {}

    def of(self, path):
        if path not in self.known:
            self.known[path] = set()
            found = set()
            for name in INCLUDE.findall(text_of(path)):
                found.add(name)
                for place in [os.path.dirname(path), *self.roots]:
                    ours = os.path.normpath(os.path.join(place, name))
                    if os.path.isfile(ours):
                        found |= self.of(ours)
                        break
            self.known[path] = found
        return self.known[path]

    def missing(self, path):
        """`std::sort wants <algorithm>` for each name of the standard library that no include brings."""
        used = set(STANDARD_USE.findall(NOT_CODE.sub(" ", text_of(path))))
        has = set(self.of(path))
        for name in set(has):
            has |= ALSO_BRINGS.get(name, set())
        wanted = []
        for header, names in STANDARD_NAMES.items():
            hits = sorted(name for name in used if re.fullmatch(names, name))
            if hits and header not in has:
                wanted.append(f"  std::{hits[0]} wants <{header}>\n")
        return "".join(wanted)


def main():
    build, root, jobs = sys.argv[1], os.path.abspath(sys.argv[2]), int(sys.argv[3])
    paths = tuple(sys.argv[4:])
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        units = sources(json.load(file), root)
    units += headers(units, root)
    if paths:
        units = [unit for unit in units if os.path.relpath(unit.path, root).startswith(paths)]
    includes = Includes(root)
    failed = []
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        empty_mocs(units, folder)
        shared = shared_headers(units, folder, pool)
        runs = {pool.submit(unit.look, folder, shared.get(tuple(unit.flags))): unit for unit in units}
        for done, run in enumerate(concurrent.futures.as_completed(runs), 1):
            unit = runs[run]
            code, output = run.result()
            name = os.path.relpath(unit.path, root)
            print(f"[{done}/{len(units)}] {name}", flush=True)
            output = (output if code else "") + (includes.missing(unit.path) if unit.path.startswith(root) else "")
            if output:
                failed.append(f"{name} does not stand alone:\n{output}")
    for text in sorted(failed):
        print(text)
    print(f"{len(units) - len(failed)} files stand alone, {len(failed)} do not")
    return 1 if failed or not units else 0


if __name__ == "__main__":
    sys.exit(main())
