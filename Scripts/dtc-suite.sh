#!/bin/sh
# Runs dtc's own test suite with dtkit under dtc's names (docs/dtc.md).
#
# The suite comes from the source package of device-tree-compiler in Debian sid, which apt fetches and checks; its helper
# programs are built once, against its own libfdt. All of it lies in build/dtc-suite. What is tried is
# .build/small/dtkit-dtc, which is static: the suite has programs load its libfdt, which a dynamic one may not survive.
# DTKIT_DTC names another program, such as .build/release/dtkit, and DTC_SUITE_TOOLS a folder with dtc, fdtget, fdtput, fdtdump and fdtoverlay to try
# instead. ORACLE_MIRROR names another mirror than the one that apt uses here, DTC_SUITE_RELEASE another release than
# sid, and DTC_SUITE_SOURCE a folder with dtc's sources, where no mirror has them.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)
home=$root/build/dtc-suite
dtkit=${DTKIT_DTC:-.build/small/dtkit-dtc}
groups="dtc dtbs_equal fdtget fdtput fdtdump fdtoverlay utilfdt libfdt"
names="dtc fdtget fdtput fdtdump fdtoverlay"
release=${DTC_SUITE_RELEASE:-sid}

fail() { echo "dtc-suite: $*" >&2; exit 2; }

# apt with the release's source packages and lists of its own, so that this machine's are not touched.
release_apt() {
  apt-get -qq -o Dir::Etc::SourceList="$home/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$home/apt/lists" -o Dir::Cache="$home/apt/cache" -o Dir::State::Status=/dev/null \
    -o APT::Sandbox::User=root -o Acquire::Check-Valid-Until=false "$@"
}

# Says how to go on without the source package: some mirrors list it, and do not have it.
no_source() {
  cat >&2 <<EOF
dtc-suite: $mirror gives no source package of device-tree-compiler for $release. Either
  - name a mirror that has it:      ORACLE_MIRROR=http://ftp.debian.org/debian make dtc-suite
  - or take a snapshot of Debian:   ORACLE_MIRROR=http://snapshot.debian.org/archive/debian/20261101T000000Z make dtc-suite
  - or bring the sources yourself:  unpack dtc-1.8.1.tar.xz from https://mirrors.edge.kernel.org/pub/software/utils/dtc/ and
                                    DTC_SUITE_SOURCE=dtc-1.8.1 make dtc-suite
EOF
  exit 2
}

# Fetches the source package into the folder it is called in, and unpacks it as "source".
fetch() {
  mirror=${ORACLE_MIRROR:-$("$root"/Scripts/debian-mirror.sh)}
  [ -n "$mirror" ] || fail "apt knows no Debian mirror here; name one: ORACLE_MIRROR=http://…/debian make dtc-suite"
  mkdir -p "$home/apt/lists/partial" "$home/apt/cache/archives/partial"
  echo "deb-src $mirror $release main" >"$home/apt/sources.list"
  { release_apt update && release_apt --download-only --only-source source device-tree-compiler \
    && dpkg-source --no-check -x ./*.dsc source; } >>"$home/log" 2>&1 \
    || { tail -n 5 "$home/log" >&2; no_source; }
}

# Gets the sources and builds what the suite runs beside the tools.
make_suite() {
  Scripts/debian-packages.sh gcc libc6-dev make flex bison dpkg-dev xz-utils
  rm -rf "$home/new"
  mkdir -p "$home/new"
  : >"$home/log"
  if [ -n "${DTC_SUITE_SOURCE:-}" ]; then cp -r "$DTC_SUITE_SOURCE" "$home/new/source"; else (cd "$home/new" && fetch); fi
  echo "Building the helpers of dtc's suite"
  make -C "$home/new/source" NO_PYTHON=1 NO_YAML=1 NO_VALGRIND=1 tests >>"$home/log" 2>&1 \
    || { tail -n 20 "$home/log" >&2; fail "the helpers cannot be built; all that make said is in $home/log"; }
  rm -rf "$home/suite"
  mv "$home/new" "$home/suite"
}

[ -d "$home/suite" ] || make_suite
run=$home/run
rm -rf "$run"
mkdir -p "$run/bin"
if [ -n "${DTC_SUITE_TOOLS:-}" ]; then
  for name in $names; do ln -s "$(command -v "$DTC_SUITE_TOOLS/$name")" "$run/bin/$name"; done
else
  [ -x "$dtkit" ] || fail "there is no $dtkit: make dtc makes it"
  for name in $names; do ln -s "$(realpath "$dtkit")" "$run/bin/$name"; done
fi

echo "dtc's test suite $(cat "$home"/suite/source/VERSION.txt), run by $("$run/bin/dtc" --version)"
printf '  %-12s %6s %6s\n' group passed of
: >"$run/failures"
total=0
passed=0
for group in $groups; do
  # A folder of its own for each: what an earlier group left could help a later one.
  cp -r "$home/suite/source" "$run/source"
  # The suite ends with 1 if anything failed; tools of old versions go round for ever in some cases.
  (cd "$run/source/tests" && TEST_BINDIR="$run/bin" TEST_LIBDIR="$run/source/libfdt" NO_PYTHON=1 NO_YAML=0 \
    timeout 300 sh ./run_tests.sh -t "$group") >"$run/$group.log" 2>&1 || true
  rm -rf "$run/source"
  of=$(sed -n 's/^\* *Total testcases:[^0-9]*//p' "$run/$group.log")
  pass=$(sed -n 's/^\* *PASS:[^0-9]*//p' "$run/$group.log")
  [ -n "$of" ] || { tail -n 5 "$run/$group.log" >&2; fail "the group $group did not end; see $run/$group.log"; }
  printf '  %-12s %6d %6d\n' "$group" "$pass" "$of"
  # Long calls are cut, with the tab before the result.
  grep -E '^[^*].*(FAIL|Bad configuration|Unexpected|Strange|PASS \()' "$run/$group.log" \
    | sed "s|^|  $group: |; s|$run/bin/||" >>"$run/failures" || true
  total=$((total + of))
  passed=$((passed + pass))
done
printf '  %-12s %6d %6d\n' together "$passed" "$total"
if [ "$passed" != "$total" ]; then
  echo
  echo "What did not pass, and what the suite says of it:"
  cat "$run/failures"
  exit 1
fi
