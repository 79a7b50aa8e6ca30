#!/bin/sh
# Opens the pages of `dtkit memory --html` in a headless Chromium, light and dark: drives them as a reader does
# (Scripts/docs-test/probe.js), and leaves pictures of them in build/docs-test/ to be looked at.
# usage: docs-test.sh DTKIT ZONE0.dts. Exit code 1 if a page has a script error or does not do what it should.
set -eu

dtkit=$1
zone0=$2
out=build/docs-test
mkdir -p "$out"
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
failed=0

# Without a sandbox where the user is root, as Chromium itself demands; the pages are our own and load nothing.
chromium() {
  timeout 120 chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$profile" \
    --enable-logging=stderr --window-size=1500,1000 "$@"
}

fail() {
  echo "docs-test: $1" >&2
  failed=1
}

# page NAME EXPECTED: EXPECTED is what probe.js looks for.
page() {
  name=$1
  file="$PWD/$out/$name.html"
  { cat "$file"; echo "<script>const EXPECTED = $2;"; cat Scripts/docs-test/probe.js; echo "</script>"; } >"$out/$name.probe.html"
  chromium --virtual-time-budget=3000 --dump-dom "file://$PWD/$out/$name.probe.html" \
    >"$out/$name.dom" 2>"$out/$name.log" || fail "$name: Chromium ends with $?"
  probe=$(sed -n 's/.*data-probe="\([^"]*\)".*/\1/p' "$out/$name.dom" | head -n 1)
  [ "$probe" = passed ] || fail "$name: ${probe:-the page was not driven to its end}"
  # Errors of scripts, and whatever the page's own policy kept out.
  if grep 'CONSOLE' "$out/$name.log" >&2; then fail "$name: the page has errors"; fi
  rm "$out/$name.probe.html" "$out/$name.dom"
  chromium --screenshot="$out/$name.png" "file://$file" 2>>"$out/$name.log"
  chromium --screenshot="$out/$name-dark.png" --force-dark-mode "file://$file" 2>>"$out/$name.log"
  chromium --print-to-pdf="$out/$name.pdf" --no-pdf-header-footer "file://$file" 2>>"$out/$name.log"
  chromium --screenshot="$out/$name-svg.png" "file://$PWD/$out/$name.svg" 2>>"$out/$name.log"
  for picture in "$name.png" "$name-dark.png" "$name-svg.png" "$name.pdf"; do
    [ -s "$out/$picture" ] || fail "$name: there is no $picture"
  done
}

"$dtkit" memory "$zone0" --profile 6.13 --html "$out/zone0.html" --svg "$out/zone0.svg" >/dev/null
page zone0 '{ stretch: ".stretch.nomap", texts: ["reserved, no-map", "linux2@a0000000"], select: "region-3" }'

"$dtkit" memory fixtures/lint/end-of-ram.dts --profile 6.13 --config fixtures/boot/kernel-6.13.7/config \
  --html "$out/end-of-ram.html" --svg "$out/end-of-ram.svg" >/dev/null
page end-of-ram '{ stretch: ".stretch.collision", select: "region-0",
  texts: ["collides", "0xc07fd000-0xc07fffff", "12 KiB", "earlycon=uart8250,mmio,0x1fe001e0"] }'

[ "$failed" = 0 ] || exit 1
echo "docs-test: the pages do what they should; look at the pictures in $out"
