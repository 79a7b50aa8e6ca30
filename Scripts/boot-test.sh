#!/bin/sh
# Boots Debian's own kernels in QEMU with the trees of fixtures/boot-test, and compares what they say with what
# dtkit foretells (docs/boot-test.md). Needs the oracle (make oracle) and .build/release/dtkit (make build).
#
#   Scripts/boot-test.sh [CASE]...     all cases, or those with these names
#
# BOOT_TEST_KERNELS changes the list of kernels, BOOT_TEST_TIMEOUT the seconds a boot may take. What a case leaves
# (tree, serial log, comparison) lies in .build-oracle/boot/KERNEL/CASE. Exits with 1 if a boot and its
# prediction differ.
set -eu
cd "$(dirname "$0")/.."
export ORACLE="${ORACLE:-$PWD/.build-oracle}"
dtkit=${DTKIT:-.build/release/dtkit}
layouts=fixtures/boot-test
timeout=${BOOT_TEST_TIMEOUT:-90}

fail() { echo "boot-test: $*" >&2; exit 2; }

# What is said of a kernel's machine: QEMU's program and options, and the parameter for its early console.
machine() {
  case $1 in
    loong64*)
      architecture=loongarch64 cpu=la464
      earlycon=earlycon=uart,mmio,0x1fe001e0 console=console=ttyS0 ;;
    arm64*)
      architecture=arm64 cpu=cortex-a76
      earlycon=earlycon=pl011,0x9000000 console=console=ttyAMA0 ;;
    riscv64*)
      architecture=riscv64 cpu=rv64
      earlycon=earlycon=uart8250,mmio,0x10000000 console=console=ttyS0 ;;
    *) fail "no machine is known for the kernel '$1'" ;;
  esac
  case $architecture in arm64) qemu=qemu-system-aarch64 ;; *) qemu=qemu-system-$architecture ;; esac
}

# One value of a layout's line "// boot: memory=2G earlycon=off append="mem=512M"".
option() { sed -n "s/^\/\/ boot:.* $2=\"\([^\"]*\)\".*/\1/p; t; s/^\/\/ boot:.* $2=\([^ \"]*\).*/\1/p" "$1" | head -n 1; }

# QEMU with what dumping the tree and booting have in common.
emulate() {
  machine_options=$1
  shift
  $launch Scripts/oracle-run "$qemu" -L "$ORACLE/sid/usr/share/qemu" -M "virt$machine_options" -cpu "$cpu" -m "$memory" \
    -display none -kernel "$kernel/vmlinuz" -append "$arguments" ${initrd:+-initrd "$initrd"} "$@"
}

# The machine's own tree with the layout laid over it.
make_tree() {
  launch=
  emulate ",dumpdtb=$work/machine.dtb" >"$work/qemu.log" 2>&1
  Scripts/oracle-run dtc -q -I dtb -O dts "$work/machine.dtb" | grep -v '^/dts-v1/;' >"$work/machine.dtsi"
  cpp -P -nostdinc -undef -x assembler-with-cpp -I "$work" -I "$layouts/$architecture" "$layout" >"$work/tree.dts"
  Scripts/oracle-run dtc -q -q -I dts -O dtb -o "$work/given.dtb" "$work/tree.dts"
}

# Asks QEMU's monitor one thing, and waits until it is done.
ask() {
  count=$(grep -c '^{"return"' "$work/monitor.log" || true)
  echo "$1" >&3
  waited=0
  until [ "$(grep -c '^{"return"' "$work/monitor.log" || true)" -gt "$count" ]; do
    kill -0 "$emulator" 2>/dev/null && [ $waited -lt 200 ] || return 1
    sleep 0.1
    waited=$((waited + 1))
  done
}

# The address and the size of what QEMU has put into memory under a name, as its monitor said them.
place_of() {
  grep -F 'addr=' "$work/monitor.log" | tr -d '\r' | sed 's/\\r\\n/\n/g; s/\\"/"/g' \
    | sed -n "s|^.*addr=0*\([0-9a-f][0-9a-f]*\) size=0x0*\([0-9a-f]*\) .*name=\"$1\".*|0x\1 0x\2|p" | head -n 1
}

# START:END of an address and a size.
span() { printf '0x%x:0x%x' "$((${1% *}))" "$((${1% *} + ${1#* }))"; }

save() { ask "{\"execute\":\"pmemsave\",\"arguments\":{\"val\":$(($1)),\"size\":$(($2)),\"filename\":\"$3\"}}"; }

# Boots until all memory is handed out, or Linux panics.
boot() {
  rm -f "$work/serial.log" "$work/monitor" "$work/ram"
  mkfifo "$work/monitor"
  ram=
  [ $architecture != loongarch64 ] || ram=",memory-backend=ram"
  set -- -dtb "$work/given.dtb"
  [ -z "$ram" ] || set -- -object "memory-backend-file,id=ram,size=$memory,mem-path=$work/ram,share=on"
  # In the background a function is a shell of its own: exec makes its process QEMU's, so that it can be ended.
  launch=exec
  emulate "$ram" -S -no-reboot -serial "file:$work/serial.log" -qmp stdio "$@" \
    <"$work/monitor" >"$work/monitor.log" 2>"$work/qemu.log" &
  emulator=$!
  exec 3>"$work/monitor"
  status=0
  place && watch || status=1
  kill "$emulator" 2>/dev/null || true
  wait "$emulator" 2>/dev/null || true
  exec 3>&-
  rm -f "$work/monitor" "$work/ram"
  return $status
}

# Stopped before its first instruction, the machine tells where everything lies, and takes the tree.
place() {
  ask '{"execute":"qmp_capabilities"}' || return 1
  ask '{"execute":"human-monitor-command","arguments":{"command-line":"info roms"}}' || return 1
  image=$(place_of "[^\"]*/vmlinuz")
  blob=$(place_of 'fdt')
  [ -n "$blob" ] || blob=$(place_of 'dtb')
  [ -n "$image" ] && [ -n "$blob" ] || return 1
  load=${image% *}
  address=${blob% *}
  # All three kernels say at byte 16 of their header how much memory the image takes.
  save "$load" 64 "$work/header" || return 1
  image=$(span "$load $(od -A n -t u8 -j 16 -N 8 "$work/header" | tr -d ' ')")
  if [ -n "$ram" ]; then
    # LoongArch's virt ignores -dtb: the tree goes into the guest's memory, whose lower part is the file's beginning.
    dd if="$work/given.dtb" of="$work/ram" bs=4096 seek=$((address / 4096)) conv=notrunc status=none
    cp "$work/given.dtb" "$work/tree.dtb"
  else
    # QEMU writes memory, bootargs and seeds into the tree: what counts is the one in memory.
    save "$address" "${blob#* }" "$work/tree.dtb" || return 1
  fi
  ask '{"execute":"cont"}'
}

watch() {
  tenths=0
  until grep -q -a -E 'Memory: [0-9]+K/[0-9]+K available|end Kernel panic|end trace .*Kernel panic' "$work/serial.log" 2>/dev/null; do
    kill -0 "$emulator" 2>/dev/null || return 0
    [ $tenths -lt $((timeout * 10)) ] || return 0
    sleep 0.2
    tenths=$((tenths + 2))
  done
}

# Holds the log against what dtkit foretells of the tree and the machine.
compare() {
  set -- memory "$work/tree.dtb" --config "$kernel/config" --firmware-dtb \
    --kernel-image "$image" --dtb-address "$address"
  # QEMU's LoongArch virt passes the command line and the initrd as a boot loader does, the others write them into
  # the tree.
  if [ -n "$ram" ]; then
    set -- "$@" --append "$arguments"
    [ -z "$initrd" ] || set -- "$@" --initrd "$(span "$(place_of "[^\"]*/initrd")")"
  fi
  firmware=$(sed -n 's/^OpenSBI v\([0-9.]*\).*/opensbi-\1/p' "$work/serial.log" | tr -d '\r' | head -n 1)
  [ -z "$firmware" ] || set -- "$@" --firmware "$firmware"
  { printf '%s' "$dtkit"; printf " '%s'" "$@"; echo; } >"$work/call"
  "$dtkit" "$@" --format json >"$work/prediction.json" || return 1
  set -- "$@" --log "$work/serial.log"
  "$dtkit" "$@" --format json >"$work/comparison.json" || return 1
  if ! says '"agrees": true,'; then
    "$dtkit" "$@" | sed '/^What was compared/,$d'
    return 1
  fi
  # A log that says too little agrees with anything.
  if says '"operations": null,'; then echo "the log has no operations on memblock"; return 1; fi
  if ! says '"endSeen": true,'; then echo "the log does not show how the boot ends"; return 1; fi
  # With --log dtkit takes from the log what it would have to assume: that must have made no difference.
  foretold "$work/prediction.json" >"$work/without-log"
  foretold "$work/comparison.json" | diff "$work/without-log" -
}

# A prediction without the sources of its facts and what was compared.
foretold() { sed '/^  "log": {/,$d; /"source":/d; s/,$//; /^}$/d' "$1"; }

# A line of the member "log" of the comparison, which no other member has at that depth.
says() { sed -n '/^  "log": {/,$p' "$work/comparison.json" | grep -q "^    $1"; }

# One case of one kernel: the verdict on one line, and behind it what differs.
run_case() {
  layout=$1
  name=$(basename "$layout" .dts)
  work=$ORACLE/boot/$flavour/$name
  rm -rf "$work"
  mkdir -p "$work"
  memory=$(option "$layout" memory)
  memory=${memory:-1G}
  append=$(option "$layout" append)
  initrd=$(option "$layout" initrd)
  [ -z "$initrd" ] || { head -c "$initrd" /dev/zero >"$work/initrd"; initrd=$work/initrd; }
  arguments="memblock=debug $earlycon $console panic=-1 ignore_loglevel"
  [ "$(option "$layout" earlycon)" != off ] || arguments="memblock=debug $console panic=-1 ignore_loglevel"
  arguments="$arguments${append:+ $append}"
  cases=$((cases + 1))
  if make_tree 2>"$work/errors" && boot && compare >"$work/difference" 2>>"$work/errors"; then
    agreed=$((agreed + 1))
    echo "  agrees   $name"
  else
    echo "  DIFFERS  $name"
    cat "$work/errors" "$work/difference" 2>/dev/null | sed 's/^/             /'
  fi
}

[ -x "$dtkit" ] || fail "there is no $dtkit; make build makes it"
failed=0
for flavour in ${BOOT_TEST_KERNELS:-loong64 arm64 riscv64}; do
  kernel=$ORACLE/kernels/$flavour
  [ -e "$kernel/release" ] || fail "there is no kernel $flavour in $ORACLE; make oracle fetches it"
  machine "$flavour"
  echo "Linux $(cat "$kernel/release") on QEMU's virt"
  cases=0 agreed=0
  for layout in "$layouts"/any/*.dts "$layouts/$architecture"/*.dts; do
    [ -e "$layout" ] || continue
    if [ $# -eq 0 ]; then
      run_case "$layout"
    else
      for wanted in "$@"; do [ "$(basename "$layout" .dts)" != "$wanted" ] || run_case "$layout"; done
    fi
  done
  echo "  $agreed of $cases agree"
  [ $agreed -eq $cases ] || failed=1
done
exit $failed
