# Counts the verdicts of Scripts/corpus/compare.sh, sorted, and lists what is not the same; exit status 1 if there is any.

BEGIN {
  FS = "\t"
  titles = "tokens|tokens after preprocessing, cpp against dtkit preprocess;" \
    "preprocess|blob that dtc makes of dtkit preprocess's text;lines|lines that dtc names in its warnings of it;" \
    "dtb|blob of preprocessed text, dtkit called as dtc;dtb -@|the same with -@;" \
    "warnings|warnings of the two, word for word;warnings -@|the same with -@;" \
    "build|blob of raw source, cpp and dtc against dtkit build;build -@|the same with -@;" \
    "dts|-O dts of preprocessed text;dts -@|the same with -@;dtb to dts|-O dts of the blob;dtb to dts -@|the same with -@;" \
    "dts-dts-dtb|round trip dts, dts, dtb;dts-dts-dtb -@|the same with -@;" \
    "dtb-dts-dtb|round trip dtb, dts, dtb;dtb-dts-dtb -@|the same with -@;" \
    "dtb-dtb|round trip dtb, dtb;dtb-dtb -@|the same with -@;" \
    "decompile-build|round trip dtkit decompile, dtkit build;decompile-build -@|the same with -@;" \
    "overlays|composites of Linux: base and overlays, fdtoverlay;overlays -@|the same, overlays with -@"
  words["differs"] = "differs"
  words["codes"] = "has another exit code"
  words["dtc-refuses"] = "is refused by dtc " version " only"
  words["dtkit-refuses"] = "is refused by dtkit only"
}

{
  column = $1
  sub(/ +$/, "", column)
  if (!(column in total)) { total[column] = 0; columns[++columnCount] = column }
  if ($2 == "refused") { refused[column]++; refusals[column] = refusals[column] "\n  " $3; next }
  if ($2 == "no-model") { faults[column]++; faulty = faulty "\n  " sprintf("%-24s %s", column, $3); next }
  total[column]++
  if ($2 == "same") { same[column]++; next }
  if ($2 == "dtc-refuses" && version !~ /^1\.8\./) {
    unparsed[column]++
    total[column]--
    cannot = cannot (column == "dtb" ? "\n  " $3 : "")
    next
  }
  other[++otherCount] = sprintf("  %-24s %s %s", column, $3, words[$2])
}

function line(column, title, text) {
  text = sprintf("  %-61s identical %d of %d", title, same[column], total[column])
  if (refused[column]) text = text ", " refused[column] " refused by both"
  if (faults[column]) text = text ", " faults[column] " where dtc is at fault"
  if (unparsed[column]) text = text ", " unparsed[column] " refused by dtc alone"
  print text
  delete total[column]
}

END {
  print ""
  pairs = split(titles, pair, ";")
  for (i = 1; i <= pairs; i++) {
    split(pair[i], part, "|")
    if (part[1] in total) line(part[1], part[2])
  }
  for (i = 1; i <= columnCount; i++) if (columns[i] in total) line(columns[i], substr(columns[i], 9))
  if (refusals["build"] != "") print "\nRefused by both:" refusals["build"]
  if (faulty != "") print "\nWhere dtc crashes, or prints what it does not read back:" faulty
  if (cannot != "") print "\nWhat dtc " version " cannot parse:" cannot
  if (otherCount) {
    print "\nNot the same (all of it in " all "):"
    for (i = 1; i <= otherCount && i <= 40; i++) print other[i]
    if (otherCount > 40) print "  … and " otherCount - 40 " more"
  }
  exit otherCount > 0
}
