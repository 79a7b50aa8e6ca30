#!/bin/sh
# Compares LinuxBoot's Memblock with mm/memblock.c of Debian's linux-source-6.1 (docs/memblock-test.md).
#
# Everything but the driver's source lies in .build-oracle/memblock, which git ignores; nothing of it is installed,
# copied into the repository or linked with dtkit. MEMBLOCK_SEED and MEMBLOCK_SEQUENCES change what is compared.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
package=linux-source-6.1
oracle=$root/.build-oracle/memblock
source=$oracle/$package
simulator=$source/tools/testing/memblock

fetch() {
  echo "Downloading from Debian into .build-oracle/memblock: $package (139 MB) and liburcu-dev (0.1 MB)"
  rm -rf "$oracle/download"
  mkdir -p "$oracle/download"
  cd "$oracle/download"
  if ! apt-get download -q "$package" liburcu-dev 2>errors; then
    cat errors >&2
    echo "If apt does not know $package, refresh its list (apt-get update); Debian 12 and its mirrors have it." >&2
    exit 2
  fi
  rm errors
  cd "$root"
}

# Of the kernel only the simulator, the code it compiles and the headers of the two; 3 MB of 1.4 GB.
unpack() {
  echo "Unpacking"
  dpkg-deb --fsys-tarfile "$oracle"/download/"$package"_*.deb | tar -xO "./usr/src/$package.tar.xz" \
    | tar -xJ -C "$oracle" "$package/mm/memblock.c" "$package"/include/linux/memblock.h \
      "$package"/include/linux/gfp_types.h "$package"/arch/x86/include/asm/asm.h \
      "$package"/arch/x86/include/asm/cmpxchg.h "$package/tools/arch/x86/include" "$package/tools/include" \
      "$package/tools/lib/slab.c" "$package/tools/testing/memblock"
  dpkg-deb --extract "$oracle"/download/liburcu-dev_*.deb "$oracle/urcu"
  # The simulator's cache line has 32 bytes, that of LoongArch, arm64 and riscv64 has 64: Linux's alignment where
  # none is asked for.
  sed -i 's/^#define L1_CACHE_SHIFT.*/#define L1_CACHE_SHIFT 6/' "$source/tools/include/linux/cache.h"
  make -s -C "$simulator" include memblock.c
  rm -r "$oracle/download"
}

# Tables larger than any sequence fills; the sequences that fill theirs set smaller ones.
compile() {
  urcu=$oracle/urcu/usr/include
  cd "$simulator"
  gcc -O2 -w -I. -I../../include -isystem "$urcu" -isystem "$urcu/$(gcc -print-multiarch)" \
    -D CONFIG_PHYS_ADDR_T_64BIT -D INIT_MEMBLOCK_MEMORY_REGIONS=4096 -D INIT_MEMBLOCK_RESERVED_REGIONS=4096 \
    -o "$oracle/driver" "$root/Scripts/memblock-test/driver.c" memblock.c lib/slab.c mmzone.c ../../lib/slab.c
  cd "$root"
}

[ -e "$simulator/memblock.c" ] || { fetch; unpack; }
compile

MEMBLOCK_ORACLE=$oracle/driver
MEMBLOCK_SEED=${MEMBLOCK_SEED:-$(date +%s)}
export MEMBLOCK_ORACLE MEMBLOCK_SEED
log=$oracle/log
# The status of the tests, not of tee.
{ swift test --filter '^LinuxBootTests\.MemblockOracleTests/' 2>&1 && echo "memblock-test: passed"; } | tee "$log" \
  | grep -v '^\[' || true
grep -q '^memblock-test: [0-9]* sequences, [0-9]* operations: equal' "$log" && grep -q '^memblock-test: passed' "$log" || {
  echo "memblock-test: the comparison failed or did not run; MEMBLOCK_SEED=$MEMBLOCK_SEED repeats it" >&2
  exit 1
}
