#!/bin/sh
# Prints the folder with the device trees of a Linux source: of a folder as it is, of a package unpacked, and with an
# empty argument of the newest linux-source package that Debian has.
#
# What is downloaded and unpacked stays in $CORPUS. Nothing is installed, and apt's own lists are not touched.
set -eu
source=$1

fail() { echo "corpus: $*" >&2; exit 2; }

# Sets source to the newest package, in sid where the mirror has it.
download() {
  mkdir -p "$CORPUS/apt/lists/partial" "$CORPUS/apt/cache/archives/partial" "$CORPUS/download"
  mirror=$("$(dirname "$0")"/../debian-mirror.sh)
  [ -n "$mirror" ] || fail "apt knows no Debian mirror here; apt-get update as root reads its lists, or CORPUS_SOURCE names a package or a folder"
  echo "deb [arch=$(dpkg --print-architecture) signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" >"$CORPUS/apt/sources.list"
  {
    echo "Dir::State::lists \"$CORPUS/apt/lists\";"
    echo "Dir::Cache \"$CORPUS/apt/cache\";"
    echo "Dir::Etc::sourcelist \"$CORPUS/apt/sources.list\";"
    echo "Dir::Etc::sourceparts \"/nonexistent\";"
    echo "APT::Sandbox::User \"\";"
  } >"$CORPUS/apt/apt.conf"
  export APT_CONFIG="$CORPUS/apt/apt.conf"
  apt-get update -qq >&2
  package=$(apt-cache pkgnames linux-source- | grep -E '^linux-source-[0-9.]+$' | sort -V | tail -n 1)
  [ -n "$package" ] || fail "$mirror has no linux-source package in sid; CORPUS_SOURCE names a package or a folder"
  version=$(apt-cache madison "$package" | head -n 1 | cut -d'|' -f2 | tr -d ' ')
  source=$CORPUS/download/${package}_${version}_all.deb
  [ ! -d "$CORPUS/trees/$(basename "$source" .deb)" ] && [ ! -e "$source" ] || return 0
  echo "Downloading $package $version from $mirror" >&2
  (cd "$CORPUS/download" && apt-get download -q "$package=$version") >&2
  # apt writes a ':' of the version as %3a.
  [ -e "$source" ] || mv "$CORPUS/download/$package"_*.deb "$source"
}

[ -n "$source" ] || download
if [ -d "$source" ]; then
  (cd "$source" && pwd)
  exit
fi
tree=$CORPUS/trees/$(basename "$source" .deb)
if [ ! -d "$tree" ]; then
  [ -e "$source" ] || fail "there is no $source"
  echo "Unpacking the device trees of $(basename "$source")" >&2
  rm -rf "$tree.new"
  mkdir -p "$tree.new"
  # The headers of dt-bindings are found through links, one of which leads to those of user space.
  dpkg-deb --fsys-tarfile "$source" | tar -xO --wildcards './usr/src/linux-source-*.tar.xz' \
    | tar -xJ -C "$tree.new" --strip-components=1 --wildcards 'linux-source-*/Makefile' '*.dts' '*.dtsi' '*.dtso' \
      '*/boot/dts/*' '*/drivers/clk/kunit_*.h' '*/drivers/clk/*_test.h' '*/include/dt-bindings/*' '*/include/uapi/linux/input-event-codes.h' '*/scripts/dtc/include-prefixes/*'
  mv "$tree.new" "$tree"
  # The package is not needed again; the device trees are a hundredth of it.
  case $source in "$CORPUS"/*) rm "$source" ;; esac
fi
echo "$tree"
