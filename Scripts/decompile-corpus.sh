#!/bin/sh
# Counts the references that dtkit decompile recovers, loses and makes up in the boards of a Linux source package
# (docs/corpus.md), compiled without -@: by property, the lost ones and the false ones.
#
# Everything lies in .build-oracle/corpus, as for Scripts/corpus.sh, with its ORACLE, CORPUS_SOURCE, CORPUS_STEP,
# CORPUS_FILES and CORPUS_JOBS. Exit code 1 if a reference is false or a text does not compile to its blob.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
oracle=${ORACLE:-.build-oracle}
mkdir -p "$oracle/corpus"
work=$(cd "$oracle/corpus" && pwd)

fail() { echo "decompile-corpus: $*" >&2; exit 2; }

DTKIT=${DTKIT:-$root/.build/release/dtkit}
[ -x "$DTKIT" ] || fail "there is no $DTKIT; make build makes it"
small=${DTKIT_DTC:-$root/.build/small/dtkit-dtc}
[ -x "$small" ] || fail "there is no $small; make dtc makes it"
command -v cpp >/dev/null || fail "cpp is missing (Debian: cpp)"
TREE=$(CORPUS=$work Scripts/corpus/sources.sh "${CORPUS_SOURCE:-}")
RUN=$(mktemp -d "$work/decompile.XXXXXX")
trap 'rm -rf "$RUN"' EXIT
# The name tells the program which tool it is.
NAMED=$RUN/dtc
ln -s "$small" "$NAMED"
export DTKIT TREE RUN NAMED
step=${CORPUS_STEP:-1}
(cd "$TREE" && find . -name '*.dts' -type f) | sed 's,^\./,,' | LC_ALL=C sort \
  | awk -v step="$step" 'NR % step == 1 || step == 1' \
  | while read -r file; do
      # shellcheck disable=SC2254
      case $file in ${CORPUS_FILES:-*}) echo "$file" ;; esac
    done >"$RUN/list"
[ -s "$RUN/list" ] || fail "there are no boards in $TREE"
touch "$RUN/references" "$RUN/trees"
xargs -n 8 -P "${CORPUS_JOBS:-2}" Scripts/corpus/decompile.sh <"$RUN/list" || fail "a board broke off"
awk -F '\t' '
  FILENAME ~ /trees$/ { trees[$1]++; next }
  { all[$1]++; if ($1 != "recovered") count[$1 "\t" $2]++ }
  END {
    printf "%d boards: %d texts compile to their blob, %d do not; %d sources do not compile\n", \
      trees["same"] + trees["differs"] + trees["refused"], trees["same"], trees["differs"], trees["refused"]
    printf "%d of %d references recovered, %d lost, %d false\n", all["recovered"], \
      all["recovered"] + all["lost"], all["lost"], all["false"]
    fflush()
    for (each in count) printf "%7d  %s\n", count[each], each | "LC_ALL=C sort -k2,2 -k1,1nr -k3"
    close("LC_ALL=C sort -k2,2 -k1,1nr -k3")
    exit all["false"] + trees["differs"] > 0
  }' "$RUN/trees" "$RUN/references"
