# Writes a hostile text of a kind: awk -v kind=KIND -v n=COUNT -f texts.awk
# What stands beside it (files that are included) is made by Scripts/hostile.sh.

# TEXT so many times.
function repeat(text, count) { while (count-- > 0) printf "%s", text }

function begin() { printf "/dts-v1/;\n/ {\n" }
function end() { printf "};\n" }

# Memory, and the beginning of /reserved-memory, as Linux reads them.
function memory() {
  printf "#address-cells = <2>; #size-cells = <2>; compatible = \"loongson,ls3a5000\";\n"
  printf "memory@90000000 { device_type = \"memory\"; reg = <0 0x90000000 0 0x70000000>; };\n"
}
function reserved() { printf "reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;\n" }

function nodes_deep() { begin(); repeat("a { ", n); repeat("}; ", n); end() }
function nodes_deep_beside() {
  begin(); repeat("a {\n", n / 2)
  for (i = 0; i < n; i++) printf "b%d {};\n", i
  repeat("};\n", n / 2); end()
}
function nodes_beside() { begin(); for (i = 0; i < n; i++) printf "b@%x { reg = <%d>; };\n", i, i; end() }
function nodes_alike() { printf "/dts-v1/;\n"; for (i = 0; i < n; i++) printf "/ { b { x%d; }; };\n", i }
function nodes_unnumbered() {
  begin(); for (i = 0; i < n; i++) printf "b%d { reg = <1>; compatible = \"x\"; }; ", i; end()
}
function nodes_of_long_path() {
  name = "n123456789012345678901234567890"
  begin(); repeat(name " { ", n / 10); for (i = 0; i < n; i++) printf "l%d: b%d {}; ", i, i; repeat("}; ", n / 10); end()
}
function properties() { begin(); for (i = 0; i < n; i++) printf "x%d = <%d>;\n", i, i; end() }
function cells() { begin(); printf "x = <"; repeat("1 ", n); printf ">;\n"; end() }
function strings() { begin(); printf "compatible = \"a\""; repeat(", \"b\"", n); printf ";\n"; end() }
function labels() { begin(); repeat(" ", 1); for (i = 0; i < n; i++) printf "l%d: ", i; printf "b {};\n"; end() }
function references() {
  begin()
  for (i = 0; i < n; i++) printf "l%d: b@%x { reg = <%d>; clocks = <&l%d>; };\n", i, i, i, (i + 1) % n
  end()
}
function path_references() {
  begin(); for (i = 0; i < n; i++) printf "b%d { x = &{/b%d}; y = <&{/b%d}>; };\n", i, n - 1 - i, i; end()
}
function overrides() {
  begin(); printf "l: b {};\n"; end()
  for (i = 0; i < n; i++) printf "&l { x%d; };\n", i
}
function deletions() {
  begin(); for (i = 0; i < n; i++) printf "l%d: b%d { x; };\n", i, i; end()
  for (i = 0; i < n; i++) printf "/delete-node/ &l%d;\n", i
}
function again() {
  printf "/dts-v1/;\n"
  for (i = 0; i < n; i++) printf "/ { b { /delete-property/ x; x; c { }; }; };\n/delete-node/ &{/b/c};\n"
}
function aliases() {
  begin(); printf "aliases {\n"
  for (i = 0; i < n; i++) printf "a%d = \"a%d\";\n", i, (i + 1) % n
  printf "};\n"; end()
}
function interrupt_parents() {
  begin()
  for (i = 0; i < n; i++)
    printf "l%d: b%d { interrupt-controller; #interrupt-cells = <1>; interrupt-parent = <&l%d>; interrupts = <1>; };\n", i, i, (i + 1) % n
  end()
}
function interrupts_deep() {
  begin(); printf "interrupt-parent = <&l>;\nl: c { interrupt-controller; #interrupt-cells = <1>; #address-cells = <0>; };\n"
  for (i = 0; i < n; i++) printf "a { interrupts = <1>;\n"
  repeat("};\n", n); end()
}
function interrupt_map() {
  begin()
  printf "l: c { interrupt-controller; #interrupt-cells = <1>; #address-cells = <0>; };\n"
  printf "bus { #address-cells = <1>; #size-cells = <0>; #interrupt-cells = <1>; interrupt-map-mask = <0xffffffff 0xff>;\ninterrupt-map = "
  for (i = 0; i < n; i++) printf "%s<%d 1 &l %d>", i ? ",\n" : "", i, i
  printf ";\nm: x {};\n"
  for (i = 0; i < n; i++) printf "d@%x { reg = <%d>; interrupts = <1>; };\n", i, i
  printf "};\n"; end()
}
function ranges_deep() {
  begin(); printf "#address-cells = <1>; #size-cells = <1>;\n"
  for (i = 0; i < n; i++) printf "a@0 { #address-cells = <1>; #size-cells = <1>; reg = <0 1>; ranges = <0 0 0x1000>;\n"
  repeat("};\n", n); end()
}
function names_wrong_deep() {
  begin(); printf "#address-cells = <1>; #size-cells = <1>;\n"
  for (i = 0; i < n; i++) printf "a@1 { #address-cells = <1>; #size-cells = <1>; reg = <0 1>; ranges;\n"
  repeat("};\n", n); end()
}
function name_long() {
  begin(); printf "#address-cells = <1>; #size-cells = <1>;\n"; repeat("n", n * 10)
  printf "@0 { #address-cells = <1>; #size-cells = <1>; reg = <0 1>; ranges;\n"
  for (i = 1; i <= n; i++) printf "a@%x { reg = <0 1>; };\n", i
  printf "};\n"; end()
}
function region_name_long() {
  begin(); memory(); reserved(); repeat("n", n * 10); printf "@91000000 { reg = <0 0x91000000 0 0x10000000>; };\n"
  for (i = 0; i < n; i++) printf "r%d { no-map; reg = <0 0x%x 0 0x1000>; };\n", i, 2432696320 + i * 4096
  printf "};\n"; end()
}
function regions_colliding() {
  begin(); memory(); reserved()
  for (i = 0; i < n; i++) printf "r@%x { reg = <0 0x%x 0 0x800>; };\n", 2432696320 + i * 4096, 2432696320 + i * 4096
  for (i = 0; i < n; i++) printf "s%d@91000000 { no-map; reg = <0 0x91000000 0 0x10000000>; };\n", i
  printf "};\n"; end()
}
function ranges() {
  begin(); printf "#address-cells = <1>; #size-cells = <1>;\nbus { #address-cells = <1>; #size-cells = <1>; ranges = "
  for (i = 0; i < n; i++) printf "%s<%d %d 16>", i ? ",\n" : "", i * 16, 1048576 + i * 16
  printf ";\n"
  for (i = 0; i < n; i++) printf "d@%x { reg = <%d 16>; };\n", i * 16, i * 16
  printf "};\n"; end()
}
function graph() {
  begin()
  for (i = 0; i < n; i++) printf "b%d { port { l%d: endpoint { remote-endpoint = <&l%d>; }; }; };\n", i, i, (i + 1) % n
  end()
}
function providers() {
  begin(); printf "l: c { #clock-cells = <0>; };\nd { clocks = "
  for (i = 0; i < n; i++) printf "%s<&l>", i ? ", " : ""
  printf "; clock-names = \"a\""; repeat(", \"a\"", n - 1); printf "; };\n"; end()
}
function regions() {
  begin(); memory(); reserved()
  for (i = 0; i < n; i++) printf "r@%x { reg = <0 0x%x 0 0x1800>; no-map; };\n", 2432696320 + i * 4096, 2432696320 + i * 4096
  printf "};\n"; end()
}
function regions_dynamic() {
  begin(); memory(); reserved()
  for (i = 0; i < n; i++) printf "r%d { size = <0 0x1000>; alloc-ranges = <0 0x90000000 0 0x10000000>; };\n", i
  printf "};\n"; end()
}
function regions_entries() {
  begin(); memory(); reserved(); printf "r@91000000 { reg = "
  for (i = 0; i < n; i++) printf "%s<0 0x%x 0 0x1000>", i ? ",\n" : "", 2432696320 + i * 8192
  printf "; };\n};\n"; end()
}
function regions_over_everything() {
  begin(); memory(); reserved()
  for (i = 0; i < n; i++) printf "r%d@90000000 { reg = <0 0x90000000 0 0x70000000>; };\n", i
  printf "};\n"; end()
}
function regions_handlers() {
  begin(); memory(); reserved()
  for (i = 0; i < n; i++)
    printf "r%d { compatible = \"shared-dma-pool\"; reusable; size = <0 0x400000>; linux,cma-default; };\n", i
  printf "};\n"
  for (i = 0; i < n; i++) printf "d%d { memory-region = <1>; };\n", i
  end()
}
function banks() {
  begin(); printf "#address-cells = <2>; #size-cells = <2>; compatible = \"loongson,ls3a5000\";\n"
  printf "memory@0 { device_type = \"memory\"; reg = "
  for (i = 0; i < n; i++) printf "%s<%d 0x%x 0 0x10000>", i ? ",\n" : "", int(i / 32768), (i % 32768) * 131072
  printf "; };\n"; end()
}
function memory_nodes() {
  begin(); printf "#address-cells = <2>; #size-cells = <2>; compatible = \"loongson,ls3a5000\";\n"
  for (i = 0; i < n; i++)
    printf "memory@%x { device_type = \"memory\"; reg = <0 0x%x 0 0x8000>; };\n", i * 65536, i * 65536
  end()
}
function memreserve() {
  printf "/dts-v1/;\n"
  for (i = 0; i < n; i++) printf "/memreserve/ 0x%x 0x1000;\n", 2432696320 + i * 8192
  printf "/ {\n"; memory(); end()
}
function command_line() {
  begin(); memory(); printf "chosen { bootargs = \""
  for (i = 0; i < n; i++) printf "mem=%dM memmap=1M$%dM earlycon=uart8250,mmio,0x1fe001e0 ", i + 2304, i + 2304
  printf "\"; };\n"; end()
}
function cpus() {
  begin(); printf "cpus { #address-cells = <1>; #size-cells = <0>;\n"
  for (i = 0; i < n; i++) printf "l%d: cpu@%x { device_type = \"cpu\"; reg = <%d>; };\n", i, i, i
  printf "};\n"; end()
}
function overlay_fragments() {
  printf "/dts-v1/;\n/plugin/;\n"
  for (i = 0; i < n; i++) printf "&soc { n%d: b%d { x = <&uart &n%d>; }; };\n", i, i, i
}
function zones() {
  printf "/dts-v1/;\n/ {\n#address-cells = <2>; #size-cells = <2>;\n"
  printf "cpus: cpus { #address-cells = <1>; #size-cells = <0>; cpu@0 { device_type = \"cpu\"; reg = <0>; }; };\n"
  printf "domains { #address-cells = <2>; #size-cells = <2>;\n"
  for (i = 0; i < n; i++) {
    printf "z%d { compatible = \"openamp,domain-v1\", \"hvisor,%szone\"; id = <%d>; cpus = <&cpus 0x1 0>;\n", i, i ? "" : "root-", i
    printf "memory = <0 0x%x 0 0x100000>; };\n", 2415919104 + i * 524288
  }
  printf "};\n"; end()
}

function string_open() { begin(); printf "x = \""; repeat("a", n) }
function comment_open() { begin(); printf "/*"; repeat("*\n", n / 2) }
function comments() { begin(); repeat("/**/", n); end() }
function escapes_bad() { begin(); printf "x = \""; repeat("\\xzz\\8\\q", n); printf "\";\n"; end() }
function characters_open() { begin(); printf "x = <"; repeat("'\\", n); printf ">;\n"; end() }
function nul_bytes() { begin(); for (i = 0; i < n; i++) printf "%c", 0; end() }
function utf8_bad() { begin(); for (i = 0; i < n; i++) printf "%c%c", 192, 128; end() }
function utf8_bad_string() { begin(); printf "x = \""; for (i = 0; i < n; i++) printf "%c%c", 255, 128; printf "\";\n"; end() }
function one_byte() { repeat("{", n) }
function errors() { begin(); repeat("x = 1;\n", n); end() }
function errors_on_one_line() { begin(); repeat("x = 1; ", n); end() }
function unknown_labels() { begin(); for (i = 0; i < n; i++) printf "x%d = <&l%d>; ", i, i; end() }
function findings_on_one_line() {
  begin(); memory(); reserved()
  for (i = 0; i < n; i++) printf "r@%x { reg = <0 0x%x 0 0x1000>; }; ", i, 2432696320 + i * 4096
  printf "};\n"; end()
}
function continued_lines() { begin(); repeat("\\\n", n); end() }
function blank_lines() { begin(); repeat("\n", n); end() }
function line_markers() { for (i = 0; i < n; i++) printf "# %d \"f%d.dts\"\n", i + 1, i; begin(); end() }
function parentheses() { begin(); printf "x = <"; repeat("(", n); printf "1"; repeat(")", n); printf ">;\n"; end() }
function conditions() { repeat("#if 1\n", n); repeat("#endif\n", n); begin(); end() }
function conditions_open() { repeat("#if 0\n", n) }
function condition_long() { printf "#if 1"; repeat(" + 1", n); printf "\n#endif\n"; begin(); end() }
function macros() {
  for (i = 0; i < n; i++) printf "#define M%d %d\n", i, i
  begin(); for (i = 0; i < n; i++) printf "x%d = <M%d>;\n", i, i; end()
}
function macros_chained() {
  printf "#define M0 1\n"; for (i = 1; i < n; i++) printf "#define M%d M%d\n", i, i - 1
  begin(); printf "x = <M%d>;\n", n - 1; end()
}
function macros_cyclic() {
  for (i = 0; i < n; i++) printf "#define M%d M%d\n", i, (i + 1) % n
  begin(); printf "x = <M0>;\n"; end()
}
function macro_bomb() {
  printf "#define M0 1 1\n"; for (i = 1; i < n; i++) printf "#define M%d M%d M%d\n", i, i - 1, i - 1
  begin(); printf "x = <M%d>;\n", n - 1; end()
}
function macro_calls_nested() {
  printf "#define F(x) x\n"; begin(); printf "x = <"; repeat("F(", n); printf "1"; repeat(")", n); printf ">;\n"; end()
}
function macro_parameters() {
  printf "#define F("; for (i = 0; i < n; i++) printf "%sp%d", i ? "," : "", i
  printf ") p%d\n", n - 1; begin()
  printf "x = <F("; for (i = 0; i < n; i++) printf "%s1", i ? "," : ""
  printf ")>;\n"; end()
}
function macro_call_open() { printf "#define F(x) x\n"; begin(); printf "x = <F("; repeat("1,\n", n) }
function macro_pasting() {
  printf "#define F(x) x"; repeat("##x", n); printf "\n"; begin(); printf "F(a);\n"; end()
}
function file_in_itself() { repeat("#include \"input.dts\"\n", n); begin(); end() }
function file_in_itself_raw() { repeat("/include/ \"input.dts\"\n", n); begin(); end() }
function files_bomb() { printf "#include \"bomb0.dtsi\"\n"; repeat("//\n", n); begin(); end() }
function files_missing() { for (i = 0; i < n; i++) printf "#include \"none%d.dtsi\"\n", i; begin(); end() }
function incbin_bomb() { begin(); printf "x = /incbin/(\"large.bin\")"; repeat(", /incbin/(\"large.bin\")", n); printf ";\n"; end() }

BEGIN {
  if (kind == "nodes-deep") { nodes_deep(); exit }
  if (kind == "nodes-deep-beside") { nodes_deep_beside(); exit }
  if (kind == "nodes-beside") { nodes_beside(); exit }
  if (kind == "nodes-alike") { nodes_alike(); exit }
  if (kind == "nodes-unnumbered") { nodes_unnumbered(); exit }
  if (kind == "nodes-of-long-path") { nodes_of_long_path(); exit }
  if (kind == "properties") { properties(); exit }
  if (kind == "cells") { cells(); exit }
  if (kind == "strings") { strings(); exit }
  if (kind == "labels") { labels(); exit }
  if (kind == "references") { references(); exit }
  if (kind == "path-references") { path_references(); exit }
  if (kind == "overrides") { overrides(); exit }
  if (kind == "deletions") { deletions(); exit }
  if (kind == "again") { again(); exit }
  if (kind == "aliases") { aliases(); exit }
  if (kind == "interrupt-parents") { interrupt_parents(); exit }
  if (kind == "interrupts-deep") { interrupts_deep(); exit }
  if (kind == "interrupt-map") { interrupt_map(); exit }
  if (kind == "ranges-deep") { ranges_deep(); exit }
  if (kind == "names-wrong-deep") { names_wrong_deep(); exit }
  if (kind == "name-long") { name_long(); exit }
  if (kind == "region-name-long") { region_name_long(); exit }
  if (kind == "regions-colliding") { regions_colliding(); exit }
  if (kind == "ranges") { ranges(); exit }
  if (kind == "graph") { graph(); exit }
  if (kind == "providers") { providers(); exit }
  if (kind == "regions") { regions(); exit }
  if (kind == "regions-dynamic") { regions_dynamic(); exit }
  if (kind == "regions-entries") { regions_entries(); exit }
  if (kind == "regions-over-everything") { regions_over_everything(); exit }
  if (kind == "regions-handlers") { regions_handlers(); exit }
  if (kind == "banks") { banks(); exit }
  if (kind == "memory-nodes") { memory_nodes(); exit }
  if (kind == "memreserve") { memreserve(); exit }
  if (kind == "command-line") { command_line(); exit }
  if (kind == "cpus") { cpus(); exit }
  if (kind == "overlay-fragments") { overlay_fragments(); exit }
  if (kind == "zones") { zones(); exit }
  if (kind == "string-open") { string_open(); exit }
  if (kind == "comment-open") { comment_open(); exit }
  if (kind == "comments") { comments(); exit }
  if (kind == "escapes-bad") { escapes_bad(); exit }
  if (kind == "characters-open") { characters_open(); exit }
  if (kind == "nul-bytes") { nul_bytes(); exit }
  if (kind == "utf8-bad") { utf8_bad(); exit }
  if (kind == "utf8-bad-string") { utf8_bad_string(); exit }
  if (kind == "one-byte") { one_byte(); exit }
  if (kind == "errors") { errors(); exit }
  if (kind == "errors-on-one-line") { errors_on_one_line(); exit }
  if (kind == "unknown-labels") { unknown_labels(); exit }
  if (kind == "findings-on-one-line") { findings_on_one_line(); exit }
  if (kind == "continued-lines") { continued_lines(); exit }
  if (kind == "blank-lines") { blank_lines(); exit }
  if (kind == "line-markers") { line_markers(); exit }
  if (kind == "parentheses") { parentheses(); exit }
  if (kind == "conditions") { conditions(); exit }
  if (kind == "conditions-open") { conditions_open(); exit }
  if (kind == "condition-long") { condition_long(); exit }
  if (kind == "macros") { macros(); exit }
  if (kind == "macros-chained") { macros_chained(); exit }
  if (kind == "macros-cyclic") { macros_cyclic(); exit }
  if (kind == "macro-bomb") { macro_bomb(); exit }
  if (kind == "macro-calls-nested") { macro_calls_nested(); exit }
  if (kind == "macro-parameters") { macro_parameters(); exit }
  if (kind == "macro-call-open") { macro_call_open(); exit }
  if (kind == "macro-pasting") { macro_pasting(); exit }
  if (kind == "file-in-itself") { file_in_itself(); exit }
  if (kind == "file-in-itself-raw") { file_in_itself_raw(); exit }
  if (kind == "files-bomb") { files_bomb(); exit }
  if (kind == "files-missing") { files_missing(); exit }
  if (kind == "incbin-bomb") { incbin_bomb(); exit }
  print "texts.awk: no kind is named " kind > "/dev/stderr"; exit 2
}
