#!/bin/sh
# Compares the presets of LinuxBoot with the source trees of their versions.
#
# Keeps everything in .build-oracle/profile, which git ignores; nothing of it is installed, copied into the repository
# or linked with dtkit. PROFILE_TREES names trees to compare instead, separated by colons.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
oracle=$root/.build-oracle/profile
apt=$oracle/apt
# Package and version of each kernel there is a preset for, as far as Debian has it; a version may be a pattern.
kernels="linux-source-6.1=6.1.* linux-source-6.12=6.12.94-* linux-source-6.12=6.12.107-* linux-source-7.2=7.2.*"

prepare() {
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$oracle/trees"
  # The mirror that apt uses here has the other suites too.
  mirror=$("$root"/Scripts/debian-mirror.sh)
  if [ -z "$mirror" ]; then
    echo "apt knows no Debian mirror here; apt-get update as root reads the lists." >&2
    exit 2
  fi
  for suite in bookworm trixie sid; do
    echo "deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main"
  done > "$apt/sources.list"
  {
    echo "Dir::State::lists \"$apt/lists\";"
    echo "Dir::Cache \"$apt/cache\";"
    echo "Dir::Etc::sourcelist \"$apt/sources.list\";"
    echo "Dir::Etc::sourceparts \"/nonexistent\";"
    echo "APT::Sandbox::User \"\";"
  } > "$apt/apt.conf"
  export APT_CONFIG="$apt/apt.conf"
  echo "Reading Debian's package lists into .build-oracle/profile (100 MB)"
  apt-get update -qq
}

# The newest version of a package that fits a pattern; nothing if there is none.
version() { apt-cache madison "$1" | tr -d ' ' | cut -d'|' -f2 | grep "^${2%\*}" | head -n 1; }

fetch() {
  echo "Downloading $package $version (150 MB) and unpacking what is read of it"
  rm -rf "$oracle/download" "$oracle/new"
  mkdir -p "$oracle/download" "$oracle/new"
  (cd "$oracle/download" && apt-get download -q "$package=$version")
  dpkg-deb --fsys-tarfile "$oracle"/download/"$package"_*.deb | tar -xO "./usr/src/$package.tar.xz" \
    | tar -xJ -C "$oracle/new" --strip-components=1 --wildcards "$package/Makefile" "$package/drivers/of/*.[ch]" \
      "$package/kernel/dma/*.c" "$package/mm/memblock.c" "$package/include/linux/*.h" "$package/arch/loongarch/K*" \
      "$package/arch/loongarch/Makefile" "$package/arch/loongarch/kernel/*.c" "$package/arch/arm64/mm/init.c" \
      "$package/arch/riscv/mm/init.c"
  mv "$oracle/new" "$tree"
  rm -r "$oracle/download"
}

trees=${PROFILE_TREES:-}
if [ -z "$trees" ]; then
  prepare
  for kernel in $kernels; do
    package=${kernel%%=*}
    version=$(version "$package" "${kernel#*=}")
    if [ -z "$version" ]; then
      echo "Debian has no $kernel any more: not compared" >&2
      continue
    fi
    tree=$oracle/trees/${version%%-*}
    [ -d "$tree" ] || fetch
    trees=${trees:+$trees:}$tree
  done
  unset APT_CONFIG
fi
[ -n "$trees" ] || { echo "profile-test: there is no tree to compare" >&2; exit 2; }

log=$oracle/log
mkdir -p "$oracle"
# The status is that of the tests, not of tee.
{ KERNEL_TREES=$trees swift test --filter '^LinuxBootTests\.KernelTreeOracleTests/' 2>&1 && echo "profile-test: passed"; } \
  | tee "$log" | grep -v '^\[' || true
grep -q '^profile-test: Linux .*: equal' "$log" && grep -q '^profile-test: passed' "$log" || {
  echo "profile-test: nothing was compared, or a preset differs from its tree" >&2
  exit 1
}
