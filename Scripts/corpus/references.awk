# Lists the references of a tree that was compiled with -L and printed as a source: path, property and offset, tabs between.
# They stand in its __local_fixups__, which mirrors the tree.
!inside { if ($0 == "\t__local_fixups__ {") { inside = 1; depth = 0; path[0] = "" }; next }
/^\t};$/ { exit }
/{$/ { name = $(NF - 1); path[depth + 1] = path[depth] "/" name; depth++; next }
/};$/ { depth--; next }
/=/ {
  property = $1
  sub(/^[^<]*</, ""); sub(/>;$/, "")
  count = split($0, offsets, " ")
  for (i = 1; i <= count; i++) print path[depth] "/\t" property "\t" offsets[i]
}
