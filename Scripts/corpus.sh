#!/bin/sh
# Compares dtkit with dtc over every device tree of a Linux source package (docs/corpus.md).
#
# Everything lies in .build-oracle/corpus, which git ignores; ORACLE moves .build-oracle. CORPUS_SOURCE names a package
# (.deb) or a source folder instead of Debian's newest package, DTC a dtc instead of the oracle's. CORPUS_STEP=20 takes
# every 20th source, CORPUS_FILES='*/rockchip/*' those that match; CORPUS_OPTIONS is the step of the option sets, 0 for
# none; CORPUS_JOBS how many sources are compared at a time.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
oracle=${ORACLE:-.build-oracle}
mkdir -p "$oracle/corpus"
oracle=$(cd "$oracle" && pwd)
work=$oracle/corpus
jobs=${CORPUS_JOBS:-2}

fail() { echo "corpus: $*" >&2; exit 2; }

dtkit=${DTKIT:-$root/.build/release/dtkit}
[ -x "$dtkit" ] || fail "there is no $dtkit; make build makes it"
small=${DTKIT_DTC:-$root/.build/small/dtkit-dtc}
[ -x "$small" ] || fail "there is no $small; make dtc makes it"
command -v cpp >/dev/null || fail "cpp is missing (Debian: cpp)"

# dtc is started often: what Scripts/oracle-run looks up each time stands in a script of one line.
if [ -z "${DTC:-}" ]; then
  [ -e "$oracle/sid/made" ] || fail "there is no dtc 1.8.1 in $oracle; make oracle makes it, or DTC=/usr/bin/dtc names another"
  libraries=$(dirname "$(ls "$oracle"/sid/usr/lib/*/libc.so.6)")
  loader=$(find "$oracle/sid/usr/lib64" "$libraries" -maxdepth 1 -name 'ld-linux*.so.*' 2>/dev/null | head -n 1)
  mkdir -p "$work/oracle"
  for name in dtc fdtoverlay; do
    printf '#!/bin/sh\nexec %s --library-path %s %s/sid/usr/bin/%s "$@"\n' "$loader" "$libraries" "$oracle" $name >"$work/oracle/$name"
    chmod +x "$work/oracle/$name"
  done
  DTC=$work/oracle/dtc
fi
version=$("$DTC" --version | sed 's/.*DTC //')
mkdir -p "$work/names"
ln -sf "$small" "$work/names/dtc"
ln -sf "$small" "$work/names/fdtoverlay"

tree=$(CORPUS=$work Scripts/corpus/sources.sh "${CORPUS_SOURCE:-}")
step=${CORPUS_STEP:-1}
options=${CORPUS_OPTIONS:-25}
# Messages and options are those of 1.8; an older dtc is compared by what it makes.
case $version in 1.8.*) ;; *) options=0 ;; esac
rm -rf "$work/run"
mkdir -p "$work/run"
(cd "$tree" && find . -name '*.dts' -type f -o -name '*.dtso' -type f) | sed 's,^\./,,' | sort \
  | awk -v step="$step" 'NR % step == 1 || step == 1' \
  | while read -r file; do
      # shellcheck disable=SC2254
      case $file in ${CORPUS_FILES:-*}) echo "$file" ;; esac
    done \
  | awk -v step="$options" '{ print (step > 0 && (NR - 1) % step == 0 ? "options:" : "") $0 }' >"$work/run/list"
count=$(wc -l <"$work/run/list")
[ "$count" -gt 0 ] || fail "there are no device trees in $tree"
linux=$(sed -n 's/^VERSION = //p; s/^PATCHLEVEL = /./p; s/^SUBLEVEL = /./p' "$tree/Makefile" 2>/dev/null | tr -d '\n')
echo "$count device trees of Linux ${linux:-in $tree}: dtc $version and $("$dtkit" --version | sed 's/^/dtkit /')"

export DTC VERSION="$version" DTKIT="$dtkit" TREE="$tree" NAMED="$work/names/dtc" RUN="$work/run" SETS="$root/Scripts/corpus/options"
split -n l/10 "$work/run/list" "$work/run/part."
begin=$(date +%s)
done=0
for part in "$work"/run/part.*; do
  xargs -n 8 -P "$jobs" "$root/Scripts/corpus/compare.sh" <"$part" || fail "a comparison broke off"
  done=$((done + $(wc -l <"$part")))
  echo "  $done of $count after $(($(date +%s) - begin)) s"
done
# What Linux puts together of a base and overlays, where a fdtoverlay goes with the dtc.
FDTOVERLAY=$(dirname "$(command -v "$DTC")")/fdtoverlay
(cd "$tree" && grep -rlE --include=Makefile -e '-dtbs[[:space:]]*[:+]?=' . | sed 's,^\./,,' | sort | xargs -r awk -f "$root/Scripts/corpus/composites.awk") \
  >"$work/run/composites"
if [ -x "$FDTOVERLAY" ]; then
  export FDTOVERLAY NAMED_OVERLAY="$work/names/fdtoverlay"
  mkdir -p "$work/run/parts"
  awk -v step="$step" 'NR % step == 1 || step == 1 { print NR "\t" $0 }' "$work/run/composites" \
    | while IFS= read -r line; do
        # shellcheck disable=SC2254
        case $line in ${CORPUS_FILES:-*}) echo "${line%%	*}" ;; esac
      done >"$work/run/chosen"
  xargs -r -n 8 -P "$jobs" "$root/Scripts/corpus/overlays.sh" <"$work/run/chosen" || fail "a comparison broke off"
  echo "  $(wc -l <"$work/run/chosen") composites after $(($(date +%s) - begin)) s"
fi
sort "$work/run/results" | awk -v version="$version" -v all="$work/run/results" -f Scripts/corpus/summary.awk
