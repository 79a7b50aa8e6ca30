#!/bin/sh
# Makes the oracle: Debian sid's dtc and QEMU, and its unmodified kernels for LoongArch, arm64 and RISC-V.
#
# All of it lies in .build-oracle, which git ignores (docs/boot-test.md): sid is the smallest system that
# debootstrap makes, kernels the unpacked packages. Nothing is installed on this machine but debootstrap.
# An oracle that exists is left as it is. The Debian mirror is the one that apt uses here; ORACLE_MIRROR
# names another. ORACLE moves the folder, ORACLE_KERNELS changes the list of kernels.
set -eu
cd "$(dirname "$0")/.."
oracle=${ORACLE:-.build-oracle}
root=$oracle/sid
packages="device-tree-compiler qemu-system-arm qemu-system-misc qemu-system-riscv opensbi"
log=$oracle/oracle.log

fail() { echo "oracle: $*" >&2; exit 2; }

if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo >/dev/null 2>&1; then
  as_root=sudo
else
  as_root=none
fi

# Runs a long command with its output in the log, and shows the log's end where it fails.
quietly() {
  "$@" >>"$log" 2>&1 || { tail -n 20 "$log" >&2; fail "'$*' failed; all it said is in $log"; }
}

in_sid() { quietly $as_root chroot "$new" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }

make_sid() {
  [ "$as_root" != none ] || fail "debootstrap needs root rights: run 'make oracle' as root"
  Scripts/debian-packages.sh debootstrap
  mirror=${ORACLE_MIRROR:-$(Scripts/debian-mirror.sh)}
  [ -n "$mirror" ] || fail "apt knows no Debian mirror here; name one: ORACLE_MIRROR=http://…/debian make oracle"
  mkdir -p "$oracle"
  : >"$log"
  new=$(cd "$oracle" && pwd)/sid.new
  $as_root rm -rf "$new"
  echo "Making $root from $mirror (about 205 MB to download, 1 to 2 minutes)"
  case $mirror in
    https:*) quietly $as_root debootstrap --variant=minbase --include=ca-certificates sid "$new" "$mirror" ;;
    *) quietly $as_root debootstrap --variant=minbase sid "$new" "$mirror" ;;
  esac
  # How this machine reaches its mirror (a proxy, an archive without a date) holds for sid as well.
  apt-config dump | grep -E '^Acquire::(https?|Check-Date|Check-Valid-Until|Retries)\b' | grep -v '""' \
    | $as_root tee "$new/etc/apt/apt.conf.d/99oracle" >/dev/null || true
  for architecture in $(architectures); do in_sid dpkg --add-architecture "$architecture"; done
  in_sid apt-get update
  # shellcheck disable=SC2086
  in_sid apt-get install -y --no-install-recommends $packages
  for kernel in $kernels; do fetch_kernel "$kernel"; done
  in_sid apt-get clean
  $as_root sh -c "rm -rf '$new'/var/lib/apt/lists/* '$new'/var/cache/apt/*.bin; touch '$new/made'; rm -rf '$root'; mv '$new' '$root'"
}

architectures() { for kernel in $kernels; do echo "${kernel%%-*}"; done | sort -u; }

# What a package of a foreign architecture depends on, one name a line.
depends() { $as_root chroot "$new" apt-cache depends --important "$1" | sed -n 's/^ *Depends: \(linux-[^ ]*\)/\1/p'; }

# The newest kernel of a flavour (loong64, arm64, arm64-16k, riscv64): its image and its configuration.
#
# linux-image-arm64 depends on linux-image-VERSION-arm64, and that on linux-binary-VERSION-arm64, which has the image,
# and linux-base-VERSION-arm64, which has the configuration. The modules are not needed.
fetch_kernel() {
  architecture=${1%%-*}
  image=$(depends "linux-image-$1:$architecture" | grep '^linux-image-[0-9]' | head -n 1)
  [ -n "$image" ] || fail "sid has no kernel linux-image-$1 for $architecture"
  parts=$(depends "$image" | grep -E '^linux-(binary|base)-[0-9]' || true)
  into=$oracle/kernels/$1
  rm -rf "$into"
  mkdir -p "$into"
  for package in $image $parts; do
    package=${package%:*}
    in_sid sh -c "cd /tmp && apt-get download $package:$architecture"
    for file in "$new"/tmp/*.deb; do quietly dpkg-deb -x "$file" "$into/unpacked"; done
    $as_root rm "$new"/tmp/*.deb
  done
  find "$into/unpacked" -type f -name 'vmlinu[xz]*' -exec mv {} "$into/vmlinuz" ';'
  find "$into/unpacked" -type f \( -name config -o -name 'config-*' \) -exec mv {} "$into/config" ';'
  [ -s "$into/vmlinuz" ] && [ -s "$into/config" ] || fail "$image and what it needs have no vmlinuz and config"
  echo "${image#linux-image-}" | sed 's/:.*//' >"$into/release"
  rm -r "$into/unpacked"
}

kernels=${ORACLE_KERNELS:-loong64 arm64 riscv64}
[ -e "$root/made" ] || make_sid
for kernel in $kernels; do
  [ -e "$oracle/kernels/$kernel/release" ] \
    || fail "$oracle has no kernel $kernel; to make it anew with it, delete $root and run make oracle again"
done
echo "The oracle is in $oracle:"
echo "  $(Scripts/oracle-run dtc --version | sed 's/Version: DTC/dtc/'),$(Scripts/oracle-run qemu-system-riscv64 --version \
  | sed -n 's/^QEMU emulator version \([^ ]*\).*/ QEMU \1/p')"
for kernel in $kernels; do echo "  Linux $(cat "$oracle/kernels/$kernel/release")"; done
