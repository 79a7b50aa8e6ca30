#!/bin/sh
# Compares dtkit with fdtoverlay on the composites whose numbers in $RUN/composites are the arguments; Scripts/corpus.sh
# starts it.
#
# dtc makes the parts, the base with its labels kept, as Linux does it, and the overlays without and with them. What is
# found goes to $RUN/results, as with compare.sh.
set -u
scratch=$(mktemp -d "$RUN/scratch.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
prefixes=$TREE/scripts/dtc/include-prefixes

# Prints the path of a part's blob; each is made once for all composites.
part() {
  blob=$RUN/parts/$(echo "$1$2" | tr / _)
  made=$scratch/$(basename "$blob")
  if [ ! -e "$blob" ]; then
    case $1 in *.dtbo) source=$TREE/${1%.dtbo}.dtso ;; *) source=$TREE/${1%.dtb}.dts ;; esac
    [ -e "$source" ] || source=${source%.dtso}.dts
    if [ -e "$source" ]; then
      cpp -nostdinc -I "$prefixes" -undef -D__DTS__ -x assembler-with-cpp "$source" -o "$made.dts" 2>/dev/null \
        && "$DTC" -q $2 -i "$(dirname "$source")" -i "$prefixes" -o "$made" "$made.dts" 2>/dev/null || return 1
    else
      composite "${1%/*}" "$(basename "$1" .dtb)" || return 1
    fi
    mv "$made" "$blob" || return 1
  fi
  echo "$blob"
}

# Makes a composite that is the base of others.
composite() {
  inner=$(awk -F'\t' -v folder="$1" -v name="$2" '$1 == folder && $2 == name { print $3; exit }' "$RUN/composites")
  [ -n "$inner" ] || return 1
  base=$(part "$1/${inner%% *}" -@) || return 1
  parts=
  for overlay in ${inner#* }; do parts="$parts $(part "$1/$overlay" '')" || return 1; done
  # shellcheck disable=SC2086
  "$FDTOVERLAY" -i "$base" -o "$made" $parts 2>/dev/null
}

compare() {
  rm -f "$scratch"/*.dtb
  base=$(part "$folder/$first" -@) || { tell no-model; return; }
  parts=
  for overlay in $overlays; do
    parts="$parts $(part "$folder/$overlay" "$symbols")" || { tell no-model; return; }
  done
  # shellcheck disable=SC2086
  "$FDTOVERLAY" -i "$base" -o "$scratch/theirs.dtb" $parts 2>/dev/null; code=$?
  # shellcheck disable=SC2086
  "$NAMED_OVERLAY" -i "$base" -o "$scratch/ours.dtb" $parts 2>/dev/null; own=$?
  if [ $code != 0 ] && [ $own != 0 ]; then
    tell refused
  elif [ $code != 0 ]; then
    tell dtc-refuses
  elif [ $own != 0 ]; then
    tell dtkit-refuses
  elif cmp -s "$scratch/theirs.dtb" "$scratch/ours.dtb"; then
    tell same
  else
    tell differs
  fi
}

tell() { printf '%s\t%s\t%s\n' "overlays $symbols" "$1" "$folder/$name" >>"$RUN/results"; }

tab=$(printf '\t')
for number in "$@"; do
  IFS=$tab read -r folder name parts <<LINE
$(sed -n "${number}p" "$RUN/composites")
LINE
  first=${parts%% *}
  overlays=${parts#* }
  for symbols in '' -@; do compare; done
done
