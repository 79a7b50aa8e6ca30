#!/bin/sh
# Makes the pages of FDT and DeviceTree with docc, which comes with the Swift toolchain, and fails where a page links to nothing.
# It needs a debug build of both: `make docc` makes it.
set -eu
cd "$(dirname "$0")/.."
# docc stands beside the compiler, which may be on PATH by a link alone.
bin=$(dirname "$(readlink -f "$(command -v swift)")")
docc=$(command -v docc || echo "$bin/docc")
target=$(swiftc -print-target-info | sed -n 's/.*"unversionedTriple": "\(.*\)".*/\1/p')
for module in FDT DeviceTree; do
  out=build/docc/$module
  rm -rf "$out" "$out.doccarchive"
  mkdir -p "$out"
  swift symbolgraph-extract -module-name "$module" -I .build/debug/Modules -target "$target" \
    -minimum-access-level public -output-dir "$out"
  "$docc" convert "Sources/$module/$module.docc" --additional-symbol-graph-dir "$out" \
    --fallback-display-name "$module" --fallback-bundle-identifier "$module" \
    --output-path "$out.doccarchive" --warnings-as-errors
  rm -r "$out"
  echo "The pages of $module are in $out.doccarchive."
done
