# Prints the device trees that Linux's Makefiles put together of a base and overlays (NAME-dtbs := BASE.dtb OVERLAY.dtbo …,
# scripts/Makefile.dtbs of 7.2): folder, name, and the parts, with tabs between the three.
FNR == 1 { folder = FILENAME; sub(/\/[^\/]*$/, "", folder); text = "" }
{
  text = text $0
  if (sub(/\\$/, " ", text)) next
  sub(/#.*/, "", text)
  if (match(text, /^[^ \t:+=]+-dtbs[ \t]*[:+]?=/)) {
    name = substr(text, 1, RLENGTH)
    sub(/-dtbs[ \t]*[:+]?=$/, "", name)
    parts = substr(text, RLENGTH + 1)
    gsub(/[ \t]+/, " ", parts)
    sub(/^ /, "", parts)
    sub(/ $/, "", parts)
    # Variables and lists for the installer have no overlay in them.
    if (parts ~ /^[^ $]+\.dtb( [^ $]+\.dtbo)+$/) print folder "\t" name "\t" parts
  }
  text = ""
}
