#!/bin/sh
# Runs FDT where Int has 32 bits: a program for i686 of Scripts/embedded and the room itself, which an x86-64 Linux runs
# too. Elsewhere it says so. It takes nothing but the Swift toolchain, whose clang and lld it uses.
set -eu
out=${1:?the folder for the program}
if [ "$(uname -s) $(uname -m)" != "Linux x86_64" ]; then
  echo "Programs of 32 bits are not run here: that takes Linux on x86-64."
  exit 0
fi
# Where swiftc really is: a version manager puts only a link to itself onto PATH.
tools=$(swiftc -print-target-info | sed -n 's|.*"runtimeResourcePath": "\(.*\)/lib/swift".*|\1/bin|p')
target=i686-unknown-none-elf
# shellcheck disable=SC2046
swiftc -target "$target" -swift-version 6 -parse-as-library -wmo -Osize -module-name FDT -package-name swift-devicetree \
  -enable-experimental-feature Embedded -enable-experimental-feature Lifetimes \
  -c $(find Sources/FDT -name '*.swift') Scripts/embedded/HostileHeaders.swift -o "$out/HostileHeaders.o"
"$tools/clang" -target i686-unknown-linux-gnu -ffreestanding -fno-builtin -fno-pic -O1 -c Scripts/embedded/Runtime.c -o "$out/Runtime.o"
# Comparing text asks for tables of Unicode, which nothing here does: a call of them would end the program.
"$tools/ld.lld" -m elf_i386 -static --unresolved-symbols=ignore-all "$out/Runtime.o" "$out/HostileHeaders.o" -o "$out/hostile-headers"
if ! "$out/hostile-headers"; then
  echo "A hostile header breaks FDT where Int has 32 bits (Scripts/embedded/HostileHeaders.swift)." >&2
  exit 1
fi
echo "FDT refuses hostile headers where Int has 32 bits."
