#!/bin/sh
# Puts dtkit, the small dtkit-dtc, and links by dtc's names to that, into a folder:
# Scripts/install.sh DTKIT DTKIT-DTC PREFIX
#
# They go to PREFIX/bin; DESTDIR is put before that, for packages. Where a name is taken by something else than such a
# link, nothing is changed at all, unless FORCE=1. `make install` calls this.
set -eu
[ $# = 3 ] || { echo "usage: Scripts/install.sh DTKIT DTKIT-DTC PREFIX" >&2; exit 2; }
case $3 in
  /*) ;;
  *) echo "install: PREFIX must be an absolute path, not '$3'" >&2; exit 2 ;;
esac
bin=${DESTDIR:-}${3%/}/bin
names="dtc fdtget fdtput fdtdump fdtoverlay"
[ -x "$1" ] || { echo "install: there is no $1: make build makes it" >&2; exit 2; }
[ -x "$2" ] || { echo "install: there is no $2: make dtc makes it" >&2; exit 2; }

# Earlier the names were links to dtkit.
is_ours() {
  [ -L "$1" ] || return 1
  case $(readlink "$1") in dtkit | dtkit-dtc) return 0 ;; *) return 1 ;; esac
}

taken=
for name in $names; do
  target=$bin/$name
  if [ -e "$target" ] || [ -L "$target" ]; then is_ours "$target" || taken="$taken $target"; fi
done
if [ -n "$taken" ] && [ "${FORCE:-0}" != 1 ]; then
  echo "install: these are not dtkit's, and nothing was changed:$taken" >&2
  echo "  help: choose another PREFIX (make install PREFIX=\$HOME/.local), or FORCE=1 to replace them" >&2
  exit 2
fi

for name in dtkit dtkit-dtc $names; do
  if [ -d "$bin/$name" ] && [ ! -L "$bin/$name" ]; then
    echo "install: $bin/$name is a folder, and nothing was changed" >&2
    exit 2
  fi
done

mkdir -p "$bin"
trap 'rm -f "$bin/.dtkit.$$" "$bin/.dtkit-dtc.$$"' EXIT
# In place of the old one in one step, also while that runs.
cp "$1" "$bin/.dtkit.$$"
cp "$2" "$bin/.dtkit-dtc.$$"
chmod 755 "$bin/.dtkit.$$" "$bin/.dtkit-dtc.$$"
mv -f "$bin/.dtkit.$$" "$bin/dtkit"
mv -f "$bin/.dtkit-dtc.$$" "$bin/dtkit-dtc"
for name in $names; do ln -sfn dtkit-dtc "$bin/$name"; done
echo "Installed in $bin: dtkit, dtkit-dtc, and $(echo "$names" | sed 's/ /, /g') as links to dtkit-dtc."

[ -z "${DESTDIR:-}" ] || exit 0
found=$(command -v dtc || true)
[ "$found" = "$bin/dtc" ] \
  || echo "'dtc' still means ${found:-nothing}: put $bin first in PATH, or name it (make DTC=$bin/dtc dtbs)."
