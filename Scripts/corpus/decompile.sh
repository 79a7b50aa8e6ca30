#!/bin/sh
# What dtkit decompile recovers of the boards named as arguments, relative to $TREE; Scripts/decompile-corpus.sh starts it.
#
# Goes to $RUN/references, a line for each reference of the source or of the decompiled text: recovered, lost or false, and
# the property; and to $RUN/trees a line for each board: same, differs, or refused, where its source does not compile.
set -u
scratch=$(mktemp -d "$RUN/scratch.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
here=$(cd "$(dirname "$0")" && pwd)
cd "$scratch" || exit 2

# The references of a source, sorted.
references() {
  # shellcheck disable=SC2086
  "$NAMED" -q $includes -L -O dtb "$1" 2>tool.err | "$NAMED" -q -I dtb -O dts - 2>tool.err | awk -f "$here/references.awk" | LC_ALL=C sort
}

for file in "$@"; do
  source=$TREE/$file
  prefixes=$TREE/scripts/dtc/include-prefixes
  includes="-i $(dirname "$source") -i $prefixes"
  rm -f ./*.dtb
  # shellcheck disable=SC2086
  if cpp -nostdinc -I "$prefixes" -undef -D__DTS__ -x assembler-with-cpp "$source" -o text.dts 2>cpp.err \
    && "$NAMED" -q $includes -o board.dtb text.dts 2>tool.err; then
    "$DTKIT" decompile board.dtb -o own.dts >tool.out 2>tool.err
    "$NAMED" -q -o again.dtb own.dts 2>tool.err
    if cmp -s board.dtb again.dtb; then verdict=same; else verdict=differs; fi
    references text.dts >written
    references own.dts >found
    {
      LC_ALL=C comm -12 written found | awk -F '\t' '{ print "recovered\t" $2 }'
      LC_ALL=C comm -23 written found | awk -F '\t' '{ print "lost\t" $2 }'
      LC_ALL=C comm -13 written found | awk -F '\t' '{ print "false\t" $2 }'
    } >counted
    cat counted >>"$RUN/references"
  else
    verdict=refused
  fi
  printf '%s\t%s\n' "$verdict" "$file" >>"$RUN/trees"
done
