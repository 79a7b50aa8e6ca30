#!/bin/sh
# Puts dtkit, and links by dtc's names to it, into a folder: Scripts/install.sh PROGRAM PREFIX
#
# They go to PREFIX/bin; DESTDIR is put before that, for packages. Where a name is taken by something else than such a
# link, nothing is changed at all, unless FORCE=1. `make install` calls this.
set -eu
[ $# = 2 ] || { echo "usage: Scripts/install.sh PROGRAM PREFIX" >&2; exit 2; }
program=$1
case $2 in
  /*) ;;
  *) echo "install: PREFIX must be an absolute path, not '$2'" >&2; exit 2 ;;
esac
bin=${DESTDIR:-}${2%/}/bin
names="dtc fdtget fdtput fdtdump fdtoverlay"
[ -x "$program" ] || { echo "install: there is no $program: make build makes it" >&2; exit 2; }

is_ours() { [ -L "$1" ] && [ "$(readlink "$1")" = dtkit ]; }

taken=
[ ! -d "$bin/dtkit" ] || taken=" $bin/dtkit"
for name in $names; do
  target=$bin/$name
  if [ -e "$target" ] || [ -L "$target" ]; then is_ours "$target" || taken="$taken $target"; fi
done
if [ -n "$taken" ] && [ "${FORCE:-0}" != 1 ]; then
  echo "install: these are not dtkit's, and nothing was changed:$taken" >&2
  echo "  help: choose another PREFIX (make install PREFIX=\$HOME/.local), or FORCE=1 to replace them" >&2
  exit 2
fi

mkdir -p "$bin"
# In place of the old one in one step, also while that runs.
cp "$program" "$bin/.dtkit.$$"
chmod 755 "$bin/.dtkit.$$"
mv -f "$bin/.dtkit.$$" "$bin/dtkit"
for name in $names; do ln -sfn dtkit "$bin/$name"; done
echo "Installed in $bin: dtkit, and $(echo "$names" | sed 's/ /, /g') as links to it."

[ -z "${DESTDIR:-}" ] || exit 0
found=$(command -v dtc || true)
[ "$found" = "$bin/dtc" ] \
  || echo "'dtc' still means ${found:-nothing}: put $bin first in PATH, or name it (make DTC=$bin/dtc dtbs)."
