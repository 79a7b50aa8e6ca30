#!/bin/sh
# Compares dtkit with dtc on the sources named as arguments, relative to $TREE; Scripts/corpus.sh starts it.
#
# What is found goes to $RUN/results, a line each: column, verdict, source. Verdicts: same; refused, by both with the
# same exit code; differs; codes, both refuse but with other codes; dtc-refuses, dtkit-refuses; no-model, dtc crashed,
# printed a null pointer, or a text that it does not read back as the same tree.
set -u
scratch=$(mktemp -d "$RUN/scratch.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2

tell() { printf '%s\t%s\t%s\n' "$1" "$2" "$file" >>"$RUN/results"; }

# The verdict on two exit codes and two files.
judge() {
  if [ "$2" = 0 ] && [ "$3" = 0 ]; then
    if cmp -s "$4" "$5"; then tell "$1" same; else tell "$1" differs; fi
  elif [ "$2" = "$3" ]; then
    tell "$1" refused
  elif [ "$2" = 0 ]; then
    tell "$1" dtkit-refuses
  elif [ "$3" = 0 ]; then
    tell "$1" dtc-refuses
  else
    tell "$1" codes
  fi
}

# The verdict on two sources that were printed of one tree, whose blob dtc.dtb is.
judge_text() {
  if [ "$2" = 0 ] && [ "$3" = 0 ] && ! cmp -s "$4" "$5" \
    && ! { "$DTC" -q -o back.dtb "$4" 2>/dev/null && cmp -s back.dtb dtc.dtb; }; then
    tell "$1" no-model
  else
    judge "$@"
  fi
}

# dtkit's own verbs end with 2 where dtc ends with 1 or 2.
judge_build() {
  if [ "$2" = 0 ] || [ "$3" = 0 ]; then judge "$@"; else tell "$1" refused; fi
}

compare_options() {
  # shellcheck disable=SC2086
  "$DTC" $includes -qqq -O null text.dts 2>/dev/null; plain=$?
  while IFS= read -r set; do
    case $set in '' | '#'*) continue ;; esac
    # shellcheck disable=SC2086
    "$DTC" $includes $set text.dts >dtc.out 2>dtc.err; code=$?
    # shellcheck disable=SC2086
    "$NAMED" $includes $set text.dts >dtkit.out 2>dtkit.err; own=$?
    if [ $code -ge 128 ] || grep -q '(null)' dtc.out; then
      tell "options $set" no-model
    elif [ $code != $own ]; then
      tell "options $set" codes
    elif [ $plain != 0 ]; then
      # Errors of a text are dtkit's own words.
      tell "options $set" refused
    elif cmp -s dtc.out dtkit.out && cmp -s dtc.err dtkit.err; then
      tell "options $set" same
    else
      tell "options $set" differs
    fi
  done <"$SETS"
}

# C's tokens, each on a line: strings and characters whole, numbers and names, the longest operators.
tokens() {
  LC_ALL=C grep -oE -e '"([^"\\]|\\.)*"' -e "'([^'\\\\]|\\\\.)*'" -e '\.?[0-9]([eEpP][-+]|[A-Za-z0-9_.])*' \
    -e '[A-Za-z_][A-Za-z0-9_]*' -e '\.\.\.|<<=?|>>=?|&&|\|\||->|\+\+|--|##|[-+*/%&|^=!<>]=|[^[:space:]]' "$1"
}

# What dtc says, with lines and without columns: cpp keeps one blank where there are several.
lines() { sed -E 's/:([0-9]+)\.[0-9]+-([0-9]+)\.[0-9]+(: |$)/:\1-\2\3/; s/:([0-9]+)\.[0-9]+(-[0-9]+)?(: |$)/:\1\3/' "$1"; }

# dtkit's preprocessor and cpp: the tokens, and what dtc makes of dtkit's text and says of its places.
compare_texts() {
  cpp -P -nostdinc -I "$prefixes" -undef -D__DTS__ -x assembler-with-cpp "$source" -o plain.dts 2>/dev/null; code=$?
  "$DTKIT" preprocess -P -I "$prefixes" -o own.dts "$source" 2>/dev/null; own=$?
  [ $code != 0 ] || tokens plain.dts >dtc.tokens
  [ $own != 0 ] || tokens own.dts >dtkit.tokens
  judge_build tokens $code $own dtc.tokens dtkit.tokens
  [ $code = 0 ] && [ $own = 0 ] || return 0
  # shellcheck disable=SC2086
  "$DTC" $includes -o dtc.dtb text.dts 2>dtc.err; code=$?
  "$DTKIT" preprocess -I "$prefixes" -o own.dts "$source" 2>/dev/null
  # shellcheck disable=SC2086
  "$DTC" $includes -o dtkit.dtb own.dts 2>dtkit.err; own=$?
  judge "preprocess" $code $own dtc.dtb dtkit.dtb
  if [ $code = 0 ] && [ $own = 0 ]; then
    lines dtc.err | sed 's,^dtc\.dtb:,BLOB:,' >dtc.lines
    lines dtkit.err | sed 's,^dtkit\.dtb:,BLOB:,' >dtkit.lines
    judge lines 0 0 dtc.lines dtkit.lines
  fi
}

compare() {
  source=$TREE/$file
  folder=$(dirname "$source")
  prefixes=$TREE/scripts/dtc/include-prefixes
  includes="-i $folder -i $prefixes"
  cpp -nostdinc -I "$prefixes" -undef -D__DTS__ -x assembler-with-cpp "$source" -o text.dts 2>cpp.err; cpp=$?
  case $VERSION in 1.8.*) texts=yes ;; *) texts=no ;; esac
  compare_texts
  for symbols in '' -@; do
    rm -f ./*.dtb
    if [ $cpp = 0 ]; then
      # shellcheck disable=SC2086
      "$DTC" $includes $symbols -o dtc.dtb text.dts 2>dtc.err; code=$?
      # shellcheck disable=SC2086
      "$NAMED" $includes $symbols -o dtkit.dtb text.dts 2>dtkit.err; own=$?
      judge "dtb $symbols" $code $own dtc.dtb dtkit.dtb
      if [ $texts = yes ] && [ $code = 0 ] && [ $own = 0 ]; then
        sed -i "s,^dtc\\.dtb:,BLOB:," dtc.err
        sed -i "s,^dtkit\\.dtb:,BLOB:," dtkit.err
        judge "warnings $symbols" 0 0 dtc.err dtkit.err
      fi
    else
      code=$cpp
    fi
    # shellcheck disable=SC2086
    "$DTKIT" build -I "$prefixes" $symbols -o build.dtb "$source" 2>build.err; own=$?
    judge_build "build $symbols" $code $own dtc.dtb build.dtb
    [ $code != 0 ] || round_trips
  done
  [ $wants = no ] || [ $cpp != 0 ] || compare_options
}

# What dtkit makes of its own output must give dtc's blob again; the texts of dtc and of dtkit are compared on the way.
round_trips() {
  # shellcheck disable=SC2086
  "$NAMED" -q $includes $symbols -O dts -o source.dts text.dts; own=$?
  # shellcheck disable=SC2086
  [ "$texts" = no ] || judge_text "dts $symbols" "$("$DTC" -q $includes $symbols -O dts -o dtc.dts text.dts; echo $?)" $own dtc.dts source.dts
  "$NAMED" -q -o again.dtb source.dts
  judge "dts-dts-dtb $symbols" 0 $? dtc.dtb again.dtb
  "$NAMED" -q -I dtb -O dts -o blob.dts dtc.dtb; own=$?
  [ "$texts" = no ] || judge_text "dtb to dts $symbols" "$("$DTC" -q -I dtb -O dts -o dtc.dts dtc.dtb; echo $?)" $own dtc.dts blob.dts
  "$NAMED" -q -o again.dtb blob.dts
  judge "dtb-dts-dtb $symbols" 0 $? dtc.dtb again.dtb
  "$NAMED" -q -I dtb -O dtb -o again.dtb dtc.dtb
  judge "dtb-dtb $symbols" 0 $? dtc.dtb again.dtb
  # decompile says which call makes the blob again: "dtkit build -@ makes the same …".
  "$DTKIT" decompile dtc.dtb -o recovered.dts >decompile.out 2>decompile.err
  grep -q 'dtkit build -@ makes the same' decompile.out && call=-@ || call=
  # shellcheck disable=SC2086
  "$DTKIT" build $call -o again.dtb recovered.dts 2>build.err
  judge "decompile-build $symbols" 0 $? dtc.dtb again.dtb
}

for argument in "$@"; do
  file=${argument#options:}
  wants=no
  [ "$file" = "$argument" ] || wants=yes
  compare
done
