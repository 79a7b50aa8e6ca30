#!/bin/bash
# Gives every verb of dtkit and every tool of dtkit-dtc inputs that no one means, each in three sizes, and shows what
# they took (docs/hostile.md). Ends with 1 if one crashed, hung, or took time or memory out of proportion.
#
# usage: hostile.sh DTKIT DTKIT-DTC. HOSTILE=NAME takes the inputs whose name has NAME. Results are in build/hostile.
set -u
export LC_ALL=C
cd "$(dirname "$0")/.." || exit 2
here=$PWD/Scripts/hostile
dtkit=$(realpath "$1") small=$(realpath "$2")
results=$PWD/build/hostile
linux=$PWD/fixtures/kernel-trees/object-rule

# Seconds: what takes less for the largest of three sizes is too short to show how it grows; what takes `seconds` is ended.
judged=0.25
seconds=60
kilobytes=4000000

scratch=$(mktemp -d /dev/shm/hostile.XXXXXX)
trap 'rm -rf "$scratch"' EXIT
rm -rf "$results" && mkdir -p "$results" && cd "$scratch" || exit 2
ln -s "$small" dtc
for tool in fdtget fdtput fdtdump fdtoverlay; do ln -s "$small" $tool; done

# What stands beside the texts.
cat >board.dts <<'BOARD'
/dts-v1/;
/ { aliases { serial0 = &uart; }; soc: soc { uart: serial@1000 { reg = <0x1000>; }; }; };
BOARD
./dtc -q -@ -o board.dtb board.dts
for number in $(seq 0 40); do
  printf '#include "bomb%d.dtsi"\n#include "bomb%d.dtsi"\n' $((number + 1)) $((number + 1)) >"bomb$number.dtsi"
done
echo x >bomb41.dtsi
truncate -s 1M large.bin

# make KIND COUNT: input.dts, or input.dtb where the kind is one of blobs.
make_input() {
  rm -f input.dts input.dtb
  case $1 in
    blob-*) awk -v kind="$1" -v n="$2" -f "$here/blobs.awk" >input.dtb ;;
    *) awk -v kind="$1" -v n="$2" -f "$here/texts.awk" >input.dts ;;
  esac
}

# make_blobs COUNT: input.dtb, and half.dtb of half the size to compare it with.
make_blobs() {
  if [ -e input.dts ]; then
    make_input "$kind" $(($1 / 2)) && ./dtc -P -q -f -o half.dtb input.dts >/dev/null 2>&1
    make_input "$kind" "$1" && ./dtc -P -q -@ -o input.dtb input.dts >/dev/null 2>&1
  else
    cp input.dtb half.dtb
  fi
}

# run COMMAND…: leaves CPU seconds, peak KiB and exit code in `took`.
run() {
  rm -rf time out out.* && cp -f "$input" edited.dtb
  (
    ulimit -t $seconds -v $kilobytes -c 0
    exec timeout -k 1 $((2 * seconds)) /usr/bin/time -q -f '%U %S %M' -o time "$@"
  ) >/dev/null 2>errors </dev/null
  local code=$?
  took=$(awk -v code=$code 'NF == 3 { t = $1 + $2; m = $3 } END { printf "%.2f %d %d", t, m, code }' time 2>/dev/null || echo 0 0 $code)
}

tell() { echo "$kind $size $(stat -c %s "$input") $verb $took" >>"$results/measured"; }

# measure VERB COMMAND…: the input as it stands now. Where that takes long enough, it is called again in smaller sizes.
measure() {
  verb=$1
  shift
  run "$@"
  tell
  if awk -v took="$took" -v judged=$judged 'BEGIN { split(took, t); exit !(t[1] >= judged) }'; then
    printf '%s' "$verb" >>again
    printf '\t%s' "$@" >>again
    echo >>again
  fi
}

measure_text() {
  input=input.dts
  measure build "$dtkit" build -q input.dts -o out.dtb
  measure build-symbols "$dtkit" build -@ --format json input.dts -o out.dtb
  measure preprocess "$dtkit" preprocess input.dts
  measure format "$dtkit" format --check input.dts
  measure format-diff "$dtkit" format --diff input.dts
  measure get "$dtkit" get input.dts /
  measure query "$dtkit" query input.dts --path '/**'
  measure set "$dtkit" set input.dts -e 'create /new' --diff
  measure overlay "$dtkit" overlay board.dtb input.dts -o out.dtb
  measure diff "$dtkit" diff board.dts input.dts
  measure lint "$dtkit" lint --profile 6.13 --notes input.dts
  measure lint-sarif "$dtkit" lint --profile 6.13 --format sarif input.dts
  measure lint-fix "$dtkit" lint --profile 6.13 --diff input.dts
  measure memory "$dtkit" memory --profile 6.13 --all input.dts
  measure memory-json "$dtkit" memory --profile 6.13 --format json input.dts
  measure memory-html "$dtkit" memory --profile 6.13 --html out.html input.dts
  measure embed "$dtkit" embed --dry-run --tree "$linux" --dts input.dts
  measure zones "$dtkit" zones build input.dts -o out
  measure dtc ./dtc -P -o out.dtb input.dts
  measure dtc-dts ./dtc -P -q -O dts -o out.dts input.dts
  measure dtc-yaml ./dtc -P -q -O yaml -o out.yaml input.dts
}

measure_blob() {
  input=input.dtb
  measure decompile: "$dtkit" decompile input.dtb -o out.dts
  measure get: "$dtkit" get input.dtb /
  measure query: "$dtkit" query input.dtb --compatible none --property 'x=<1>'
  measure query-path: "$dtkit" query input.dtb --path '/**/none'
  measure set: "$dtkit" set input.dtb -e 'create /new' -o out.dtb
  measure overlay: "$dtkit" overlay input.dtb input.dtb -o out.dtb
  measure diff: "$dtkit" diff input.dtb half.dtb
  measure diff-json: "$dtkit" diff --format json board.dtb input.dtb
  measure diff-overlay: "$dtkit" diff board.dtb input.dtb --overlay out.dtso
  measure lint: "$dtkit" lint --profile 6.13 --notes input.dtb
  measure memory: "$dtkit" memory --profile 6.13 --compare half.dtb input.dtb
  measure dtc: ./dtc -I dtb -O dtb -o out.dtb input.dtb
  measure dtc-dts: ./dtc -I dtb -O dts -o out.dts input.dtb
  measure fdtget: ./fdtget -l input.dtb /
  measure fdtput: ./fdtput -c edited.dtb /new
  measure fdtdump: ./fdtdump input.dtb
  measure fdtoverlay: ./fdtoverlay -i board.dtb -o out.dtb input.dtb
}

# input KIND COUNT: COUNT of the largest.
input() {
  kind=$1
  case $kind in *"${HOSTILE:-}"*) ;; *) return ;; esac
  printf '\r%-40s' "$kind" >&2
  size=4
  : >again
  make_input "$kind" "$2"
  [ -e input.dts ] && measure_text
  make_blobs "$2"
  [ -e input.dtb ] && measure_blob
  [ -s again ] || return
  for size in 4 2 1; do
    make_input "$kind" $(($2 * size / 4))
    make_blobs $(($2 * size / 4))
    while IFS=$'\t' read -r verb command; do
      case $verb in *:) input=input.dtb ;; *) input=input.dts ;; esac
      [ -e "$input" ] || continue
      IFS=$'\t' read -r -a words <<<"$command"
      run "${words[@]}"
      tell
    done <again
  done
}

input nodes-deep 100000
input nodes-deep-beside 25000
input nodes-beside 25000
input nodes-alike 25000
input nodes-unnumbered 25000
input nodes-of-long-path 10000
input properties 25000
input cells 200000
input strings 50000
input labels 25000
input references 12500
input path-references 12500
input overrides 25000
input deletions 12500
input again 12500
input aliases 25000
input interrupt-parents 10000
input interrupts-deep 10000
input interrupt-map 10000
input ranges-deep 10000
input names-wrong-deep 40000
input name-long 4000
input ranges 10000
input graph 10000
input providers 25000
input regions 5000
input regions-dynamic 2000
input regions-entries 10000
input regions-over-everything 5000
input regions-colliding 4000
input region-name-long 4000
input regions-handlers 2000
input banks 10000
input memory-nodes 5000
input memreserve 10000
input command-line 5000
input cpus 10000
input overlay-fragments 5000
input zones 1000
input string-open 500000
input comment-open 500000
input comments 100000
input escapes-bad 50000
input characters-open 100000
input nul-bytes 500000
input utf8-bad 250000
input utf8-bad-string 250000
input one-byte 500000
input errors 100000
input errors-on-one-line 100000
input unknown-labels 25000
input findings-on-one-line 5000
input continued-lines 250000
input blank-lines 500000
input line-markers 25000
input parentheses 100000
input conditions 50000
input conditions-open 50000
input condition-long 100000
input macros 25000
input macros-chained 10000
input macros-cyclic 10000
input macro-bomb 100
input macro-calls-nested 25000
input macro-parameters 40000
input macro-call-open 50000
input macro-pasting 25000
input file-in-itself 500
input file-in-itself-raw 500
input files-bomb 50000
input files-missing 4000
input incbin-bomb 500
input blob-of-one-name 100000
input blob-of-bare-names 50000
input blob-of-one-property 100000
input blob-of-one-phandle 25000
input blob-of-no-operations 500000
input blob-of-long-names 10000
input blob-left-open 100000
input blob-of-bad-words 100000
printf '\r%-40s\r' '' >&2

awk -v judged=$judged -v all="$results/table.txt" -f "$here/table.awk" "$results/measured" | tee "$results/summary.txt"
failed=${PIPESTATUS[0]}
echo "Every verb of every input: build/hostile/table.txt"
exit "$failed"
