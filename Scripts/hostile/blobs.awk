# Writes a hostile blob of a kind that no text compiles to: awk -v kind=KIND -v n=COUNT -f blobs.awk
# The structure block is counted before it is written, so each kind is gone through twice.

function byte(value) { size++; if (writes) printf "%c", value }
function word(value) { byte(int(value / 16777216) % 256); byte(int(value / 65536) % 256); byte(int(value / 256) % 256); byte(value % 256) }
function text(value,    i) { for (i = 1; i <= length(value); i++) byte(code[substr(value, i, 1)]); do byte(0); while (size % 4) }
function begin(name) { word(1); text(name) }
function end() { word(2) }
# A property without value; its name is at an offset of the strings.
function property(offset) { word(3); word(0); word(offset) }
# A property of one cell.
function cell(offset, value) { word(3); word(4); word(offset); word(value) }

function structure(    i) {
  begin("")
  if (kind == "blob-of-one-name") for (i = 0; i < n; i++) { begin("b"); end() }
  else if (kind == "blob-of-bare-names") for (i = 0; i < n; i++) { begin("b@" sprintf("%x", i)); end() }
  else if (kind == "blob-of-one-property") for (i = 0; i < n; i++) property(0)
  else if (kind == "blob-of-one-phandle") for (i = 0; i < n; i++) { begin("b" i); cell(0, 1); end() }
  else if (kind == "blob-of-no-operations") for (i = 0; i < n; i++) word(4)
  else if (kind == "blob-of-long-names") for (i = 0; i < n; i++) property(i % 247)
  else if (kind == "blob-left-open") { for (i = 0; i < n; i++) begin("a"); return }
  else if (kind == "blob-of-bad-words") for (i = 0; i < n; i++) word(7)
  else { print "blobs.awk: no kind is named " kind > "/dev/stderr"; exit 2 }
  end(); word(9)
}

BEGIN {
  for (i = 33; i < 127; i++) code[sprintf("%c", i)] = i
  names = "phandle"; long = kind == "blob-of-long-names" ? 247 : 0
  writes = 0; size = 0; structure(); count = size
  strings = length(names) + 1 + long
  writes = 1; size = 0
  word(3490578157); word(56 + count + strings); word(56); word(56 + count); word(40); word(17); word(16); word(0)
  word(strings); word(count); word(0); word(0); word(0); word(0)
  size = 0; structure()
  for (i = 0; i < long; i++) byte(120)
  for (i = 1; i <= length(names); i++) byte(code[substr(names, i, 1)])
  byte(0)
}
