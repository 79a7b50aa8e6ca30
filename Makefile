# make run    builds dtkit, then the zones of the Loongson 3A5000 board, and shows what Linux will do with them
# make test   runs every test
# make memblock-test   compares the model of memblock with Linux's own code (300 MB to download, docs/memblock-test.md)
# make bench  measures predictions, the room FDT against libfdt, and the compiler against cpp and dtc (BENCH=NAME:
#             predictions whose name has NAME; CORPUS=LINUX: device trees of a Linux source; DTC=PROGRAM: another dtc)
# make docc   makes the pages of the libraries FDT and DeviceTree, and fails where one links to nothing
# make docs-test   opens the pages of `dtkit memory --html` in Chromium and takes pictures of them (docs/memory-map.md)
# make profile-test   compares the presets with the code of their kernels (700 MB to download, docs/profile-test.md)
# make boot-test   boots Debian's kernels in QEMU and compares them with what dtkit foretells (docs/boot-test.md)
# make oracle   makes Debian sid's dtc, QEMU and kernels for it, as root (205 MB to download)
# make corpus   compares the compiler with dtc over every device tree of Linux (187 MB to download, docs/corpus.md)
# make decompile-corpus   counts what decompile recovers of the references of Linux's boards (docs/corpus.md)
# make fuzz   feeds all of FDT and DTS, owned trees and overlays with mutated blobs and texts, together for FUZZ_SECONDS (60)
# make hostile   gives every verb inputs that no one means, in growing sizes (HOSTILE=NAME: those whose name has NAME; docs/hostile.md)
# make embedded-check   compiles FDT for machines without a system and runs it where Int has 32 bits, and what dtkit-dtc is made of, as Embedded Swift
# make examples   builds what uses the package as a dependency, and runs it
# make lint   checks the format of the Swift sources
# make dtc    builds dtkit-dtc: dtc and the four tools beside it as one small program (docs/dtc.md)
# make install   puts dtkit, dtkit-dtc and links by dtc's names into PREFIX/bin (PREFIX=~/.local; docs/dtc.md)
# make dtc-suite   runs dtc's own test suite with dtkit (docs/dtc.md)

BOARD := ls3a5000
OUT := build/$(BOARD)
DTKIT := .build/release/dtkit
# dtc and the tools beside it as a program of Embedded Swift, and the rooms that it is made of, each behind those it knows.
DTKIT_DTC := .build/small/dtkit-dtc
SMALL_ROOMS := FDT DeviceTree SourceDiagnostics DTS FileSystem DropIn
# The newest kernel line that the boot model has for this board.
PROFILE := 6.13

FUZZ_SECONDS := 60

# Where `make install` puts the program; below DESTDIR, if that is given.
PREFIX ?= $(HOME)/.local

.PHONY: run test dtc install dtc-suite memblock-test profile-test oracle boot-test corpus decompile-corpus docs-test docc bench fuzz hostile embedded-check examples lint build run-packages test-packages swift clean

run: build
	@mkdir -p $(OUT)
	$(DTKIT) zones build dts/$(BOARD)/zones.dts -o $(OUT)
	$(DTKIT) lint --profile $(PROFILE) $(OUT)/zone0.dts $(OUT)/linux1.dts $(OUT)/linux2.dts $(OUT)/linux3.dts
	@: > $(OUT)/memory.txt
	@for zone in zone0 linux1 linux2 linux3; do \
	  $(DTKIT) memory --profile $(PROFILE) $(OUT)/$$zone.dts --html $(OUT)/$$zone.html > $(OUT)/$$zone.memory || exit $$?; \
	  cat $(OUT)/$$zone.memory >> $(OUT)/memory.txt; echo >> $(OUT)/memory.txt; rm $(OUT)/$$zone.memory; \
	done
	@cat $(OUT)/memory.txt
	@echo "The trees, the zone files and memory.txt are in $(OUT), and a page for each zone, such as zone0.html, to look at its memory."

# -static-executable puts the Swift runtime and libfdt into the program: it runs on any Linux of this architecture.
# -assume-single-threaded counts references without atomic instructions: the program has one thread.
build: swift run-packages
	swift build -c release --product dtkit -Xswiftc -static-executable -Xswiftc -use-ld=lld \
	  -Xswiftc -assume-single-threaded

dtc: swift $(DTKIT_DTC)

$(DTKIT_DTC): Scripts/small-dtc.sh $(shell find $(addprefix Sources/,CPOSIX $(SMALL_ROOMS) dtkit-dtc) -type f)
	Scripts/small-dtc.sh $@ $(SMALL_ROOMS)

test: swift test-packages
	swift test --parallel

memblock-test: swift test-packages
	@Scripts/debian-packages.sh gcc libc6-dev make xz-utils
	@Scripts/memblock-test.sh

bench: swift run-packages test-packages build dtc
	swift build --package-path Benchmarks --scratch-path .build/benchmarks -c release
	.build/benchmarks/release/Benchmarks $(BENCH)
	.build/benchmarks/release/FDTBench
	CORPUS="$(CORPUS)" DTC="$(DTC)" .build/benchmarks/release/CompilerBench $(DTKIT) $(DTKIT_DTC)

docs-test: build
	@Scripts/debian-packages.sh chromium fonts-dejavu-core
	$(DTKIT) zones build dts/$(BOARD)/zones.dts -o $(OUT)
	@Scripts/docs-test.sh $(DTKIT) $(OUT)/zone0.dts

.PHONY: docc
docc: swift
	swift build --target DeviceTree
	@Scripts/docc.sh

profile-test: swift test-packages
	@Scripts/debian-packages.sh xz-utils
	@Scripts/profile-test.sh

oracle:
	@Scripts/oracle.sh

boot-test: build oracle
	@Scripts/debian-packages.sh cpp
	@Scripts/boot-test.sh

# The oracle is made only where no other dtc is named.
corpus: dtc build $(if $(DTC),,oracle)
	@Scripts/debian-packages.sh cpp xz-utils
	@Scripts/corpus.sh

# What decompile recovers of the same trees.
decompile-corpus: dtc build
	@Scripts/debian-packages.sh cpp xz-utils
	@Scripts/decompile-corpus.sh

# The corpora in fixtures/fuzz are where they start; what they find besides stays below build/. Each has half of the time.
fuzz: swift
	@for target in FDT DTS; do \
	  swift build --package-path Fuzz --scratch-path .build/fuzz -c release --product $${target}Fuzz -Xswiftc -sanitize=fuzzer || exit $$?; \
	done
	@mkdir -p build/fuzz/fdt build/fuzz/dts
	SWIFT_BACKTRACE=enable=no .build/fuzz/release/FDTFuzz -max_total_time=$$(( ($(FUZZ_SECONDS) + 1) / 2 )) -max_len=4096 -timeout=10 -rss_limit_mb=2048 \
	  -artifact_prefix=build/fuzz/ -print_final_stats=1 build/fuzz/fdt fixtures/fuzz/fdt
	SWIFT_BACKTRACE=enable=no .build/fuzz/release/DTSFuzz -max_total_time=$$(( ($(FUZZ_SECONDS) + 1) / 2 )) -max_len=4096 -timeout=10 -rss_limit_mb=2048 \
	  -dict=Fuzz/dts.dict -artifact_prefix=build/fuzz/ -print_final_stats=1 build/fuzz/dts fixtures/fuzz/dts

hostile: build dtc
	@Scripts/debian-packages.sh time
	@HOSTILE="$(HOSTILE)" Scripts/hostile.sh $(DTKIT) $(DTKIT_DTC)

# No Foundation, no existentials and no `unsafe`: what a boot loader on bare metal needs of the room. The other library
# rooms are compiled for Embedded Swift on Linux, as parts of the small dtc.
embedded-check: swift dtc
	@mkdir -p build/embedded
	@for target in $$(uname -m)-unknown-linux-gnu aarch64-none-none-elf riscv64-none-none-eabi armv7-none-none-eabi \
	  armv6m-none-none-eabi riscv32-none-none-eabi i686-unknown-none-elf; do \
	  swiftc -target $$target -swift-version 6 -parse-as-library -wmo -Osize -module-name FDT -package-name swift-devicetree \
	    -enable-experimental-feature Embedded -enable-experimental-feature Lifetimes \
	    -strict-memory-safety -Werror StrictMemorySafety \
	    -c $$(find Sources/FDT -name '*.swift') -o build/embedded/FDT-$$target.o || exit $$?; \
	  echo "FDT compiles for Embedded Swift on $$target."; \
	done
	@Scripts/embedded-32bit.sh build/embedded
	@! grep -rnw --include='*.swift' -E '^[^/]*unsafe' Sources/FDT Sources/DeviceTree Sources/DTS Sources/LinuxBoot || \
	  { echo "FDT, DeviceTree, DTS and LinuxBoot are to be free of unsafe." >&2; exit 1; }

# The example takes the product FDT alone, so nothing that only the command needs may be compiled for it.
examples: swift
	swift build --package-path Examples/reserved-memory --scratch-path .build/examples
	@! find .build/examples/ -path '*ArgumentParser*' -name '*.o' | grep -q . || { echo "ArgumentParser was built for the example." >&2; exit 1; }
	.build/examples/debug/reserved-memory fixtures/boot/arm64-7.2.13--u-several/in.dtb

lint: swift
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Snippets Benchmarks/Package.swift Benchmarks/Sources

install: build dtc
	@Scripts/install.sh $(DTKIT) $(DTKIT_DTC) $(PREFIX)

dtc-suite: dtc
	@Scripts/dtc-suite.sh

swift:
	@command -v swift >/dev/null 2>&1 || { \
	  echo "dtkit is built with the Swift toolchain (6.2 or newer), and 'swift' is not on PATH." >&2; \
	  echo "Install it from https://www.swift.org/install/linux/ and run make again." >&2; exit 2; }

run-packages:
	@Scripts/debian-packages.sh libfdt-dev zlib1g-dev libzstd-dev

# dtc and cpp are what the tests compare with.
test-packages:
	@Scripts/debian-packages.sh libfdt-dev zlib1g-dev libzstd-dev device-tree-compiler cpp gcc git patch

clean:
	rm -rf .build build
