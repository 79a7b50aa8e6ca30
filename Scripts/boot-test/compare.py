#!/usr/bin/env python3
"""Compares a serial log of Linux with what `dtkit memory --format json` foretold.

    compare.py SERIAL_LOG PREDICTION_JSON

Compared are how the boot ends, the operations on memblock from `memblock=debug` up to and including the scan of
/reserved-memory, and every line that Linux prints about regions, the initrd and mem=, word for word and in order. Prints
what differs, and exits with 1 if something does; 2 if the log cannot be used.
"""

import difflib
import json
import re
import sys

# Functions that run before Linux reads its parameters, and so before memblock=debug counts; and those behind mem= with a
# size alone, which cut RAM without a line in the log.
UNLOGGED = {
    "early_init_dt_check_for_usable_mem_range", "early_init_dt_scan_memory", "early_init_fdt_reserve_self",
    "memblock_init", "setup_machine_fdt",
    "memblock_mem_limit_remove_map", "memblock_enforce_memory_limit",
}
# What Linux says about regions; the same subjects select the lines of a prediction.
SUBJECTS = ("OF: ", "Reserved memory: ", "INITRD: ", "Memory limited")
# Lines that a kernel prints only where it was built for debugging.
DEBUG = ("reserved region for node", "allocated memory for '")
# The functions of the scan: an operation of theirs that was not foretold is a difference.
SCAN = ("early_init_fdt_scan_reserved_mem", "early_init_dt_alloc_reserved_memory_arch", "fdt_scan_reserved_mem+")

OPERATION = re.compile(
    r"(?:__)?memblock_(add|remove|reserve|phys_free|free|alloc\w*|phys_alloc\w*)(?:_node)?: "
    r"(?:\[0x([0-9a-f]+)-0x([0-9a-f]+)\].* )?(\S+)$")


def unusable(why):
    sys.exit(f"compare.py: {why}")


def read_log(path):
    """The lines of Linux without their time stamps; a line that Linux broke in two is one again."""
    with open(path, encoding="utf-8", errors="replace", newline="\n") as file:
        lines = [line.rstrip("\r\n") for line in file]
    lines = [match[1] for line in lines if (match := re.match(r"\[ *\d+\.\d+\](?:\[[^]]*\])? (.*)", line))]
    joined = []
    for line in lines:
        if joined and joined[-1].endswith("OVERLAP DETECTED!"):
            joined[-1] += "\n" + line
        else:
            joined.append(line)
    return joined


def seen_end(lines):
    """`boots`, or the panic's message: memblock's work ends with the line that says how much memory is free."""
    for line in lines:
        if line.startswith("Memory: "):
            return "boots"
        if match := re.match(r"Kernel panic - not syncing: (.*)", line):
            return "panics: " + match[1]
    return unusable("the log ends before Linux hands out its memory and without a panic")


def seen_operations(lines):
    """(operation, function) of each line of memblock; an allocation is told by the reservation that follows it."""
    operations, asked_by = [], None
    for line in lines:
        if not (match := OPERATION.match(line)):
            continue
        kind, first, last, function = match.groups()
        if first is None:
            asked_by = function
            continue
        kind = "free" if kind == "phys_free" else kind
        by = asked_by if function.startswith("memblock_alloc") and asked_by else function
        operations.append((f"{kind} 0x{int(first, 16):x}-0x{int(last, 16):x}", by))
        asked_by = None
    return operations


def foretold_operations(prediction):
    names = {"allocate": "reserve"}
    for event in prediction["events"]:
        if event["by"] in UNLOGGED or event["operation"] in ("markNoMap", "clearNoMap"):
            continue
        base = int(event["base"], 16)
        last = (base + int(event["size"], 16) - 1) % 2**64
        yield f"{names.get(event['operation'], event['operation'])} 0x{base:x}-0x{last:x}"


def about_regions(lines):
    return [line for line in lines if line.startswith(SUBJECTS) and not any(word in line for word in DEBUG)]


def differences(title, foretold, seen):
    if foretold == seen:
        return []
    changes = difflib.unified_diff(foretold, seen, "foretold", "seen", lineterm="", n=0)
    marks = {"-": "foretold  ", "+": "seen      "}
    shown = [line for line in changes if line[0] in marks and not line.startswith(("---", "+++"))]
    return [title] + ["  " + marks[line[0]] + line[1:].replace("\n", " / ") for line in shown]


def main():
    if len(sys.argv) != 3:
        unusable("usage: compare.py SERIAL_LOG PREDICTION_JSON")
    lines = read_log(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as file:
        prediction = json.load(file)
    end = prediction["outcome"] if prediction["panic"] is None else f"panics: {prediction['panic']}"

    foretold = list(foretold_operations(prediction))
    seen = seen_operations(lines)
    last = seen_end(lines)
    if last == "panics: memblock: cannot resize reserved array":
        # Linux logs a reservation before it finds no slot for it.
        seen.pop()
    # Behind the scan Linux goes on: those operations count only if they are the scan's own.
    count = len(foretold)
    while count < len(seen) and seen[count][1].startswith(SCAN):
        count += 1

    found = differences("the end", [end], [last])
    found += differences("operations on memblock", foretold, [text for text, _ in seen[:count]])
    found += differences("lines about regions", about_regions(prediction["messages"]), about_regions(lines))
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
