#!/bin/sh
# Builds the five tools of dtc as one small program of Embedded Swift: Scripts/small-dtc.sh PROGRAM ROOM...
#
# It has no Swift runtime, which makes the types of arrays when they are first used: it starts in less time than dtc,
# and compiles a board in half of it (docs/performance.md). The package manager would compile every file of a room by
# itself, with all the generic code that it uses, in four times the time; so the rooms are compiled here, each as a
# whole. `make dtc` calls this.
set -eu
cd "$(dirname "$0")/.."
[ $# -ge 2 ] || { echo "usage: Scripts/small-dtc.sh PROGRAM ROOM..." >&2; exit 2; }
program=$1
shift
objects=$program.objects
machine=$(uname -m)-unknown-linux-gnu

# The compiler leaves an object as it is if only the options have changed.
rm -rf "$objects"
command -v clang >/dev/null || { echo "small-dtc: clang is missing; Swift's toolchain has one" >&2; exit 2; }
mkdir -p "$objects"
for room in "$@"; do
  # The settings are those of Package.swift, but that every function has a section of its own: the linker leaves out what
  # nothing calls, which is half, and what is left lies on fewer pages.
  find "Sources/$room" -name '*.swift' | sort >"$objects/$room.sources"
  swiftc -target "$machine" -swift-version 6 -parse-as-library -wmo -O -module-name "$room" \
    -package-name swift-devicetree -strict-memory-safety -Werror StrictMemorySafety \
    -enable-experimental-feature Embedded -enable-experimental-feature Lifetimes \
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
    -enable-upcoming-feature MemberImportVisibility -Xfrontend -function-sections \
    -I "$objects" -I Sources/CPOSIX -Xcc -D_GNU_SOURCE \
    -emit-module -emit-module-path "$objects/$room.swiftmodule" -c -o "$objects/$room.o" "@$objects/$room.sources" \
    || { echo "small-dtc: the room $room does not compile for Embedded Swift" >&2; exit 1; }
done
clang -O2 -ffunction-sections -c -o "$objects/main.o" Sources/dtkit-dtc/main.c
# Where the toolchain is, the compiler itself says: swiftc may be a link to what chooses one.
resources=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath" *: *"\(.*\)".*/\1/p')
unicode=$resources/embedded/$machine/libswiftUnicodeDataTables.a
[ -e "$unicode" ] || { echo "small-dtc: this toolchain has no Embedded Swift for $machine: $unicode is missing" >&2; exit 1; }
clang -fuse-ld=lld -static -Wl,--gc-sections -o "$program.new" "$objects"/*.o "$unicode" -lm
mv -f "$program.new" "$program"
echo "Built $program, $(du -k "$program" | cut -f 1) KiB."
