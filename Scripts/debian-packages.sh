#!/bin/sh
# Installs the Debian packages named as arguments, as far as they are missing.
# Says what it installs first; as a user without root rights it goes through sudo, and without sudo it prints
# the command and exits with 2.
set -eu

missing=
for package in "$@"; do
  status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo >/dev/null 2>&1; then
  as_root=sudo
else
  echo "These Debian packages are missing:$missing" >&2
  echo "Install them as root, then run make again:" >&2
  echo "  apt-get update && apt-get install --no-install-recommends$missing" >&2
  exit 2
fi

echo "Installing from Debian:$missing"
# The list of packages may be old or absent: refresh it once where the first try fails.
# shellcheck disable=SC2086
install() { DEBIAN_FRONTEND=noninteractive $as_root apt-get install -qq -y --no-install-recommends $missing >/dev/null; }
install 2>/dev/null || { $as_root apt-get update -qq; install; }
