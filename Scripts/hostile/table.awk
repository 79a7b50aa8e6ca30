# Makes tables of what Scripts/hostile.sh measured: input, size (1, 2, 4), bytes, verb, CPU seconds, peak KiB, exit code.
# awk -v judged=SECONDS -v all=FILE: the table of all verbs goes to FILE, that of the inputs to standard output.
# Ends with 1 if one of them is out of proportion. A verb with a colon was given the blob of the input.

{
  key = $1 " " $4
  if (!(key in kind)) { order[++count] = key; kind[key] = $1; verb[key] = $4 }
  if (!($1 in verbs)) kinds[++kindCount] = $1
  bytes[key, $2] = $3
  # A processor that others use too makes a run longer, never shorter.
  if (!((key, $2) in time) || $5 < time[key, $2]) time[key, $2] = $5
  if ($6 > memory[key, $2]) memory[key, $2] = $6
  if ($2 == 4) code[key] = $7
  if ($7 >= 124) fatal[key] = $7
  verbs[$1]
}

# How the time grows where the input doubles: from the smallest to the largest, and between the larger two, where the
# program's start counts less; the lesser of both is judged.
function growth(key,    whole, last) {
  if (time[key, 4] < judged || !((key, 1) in time)) return 0
  if (time[key, 1] <= 0 || time[key, 2] <= 0) return 9.9
  whole = sqrt(time[key, 4] / time[key, 1]); last = time[key, 4] / time[key, 2]
  return whole < last ? whole : last
}

# What an input may take: what is expanded and included has limits of its own (SourceLimits).
function allowed(key) {
  return 65536 + (kind[key] == "incbin-bomb" ? 786432 : 0) + bytes[key, 4] / 2
}

function shown(value) { return value > 0 ? sprintf("%.1f", value) : "-" }

END {
  format = "%-24s %9s  %-14s %8s  %6s  %9s  %8s  %4s%s\n"
  printf format, "input", "bytes", "verb", "CPU", "growth", "memory", "a byte", "exit", "" > all
  for (i = 1; i <= count; i++) {
    key = order[i]; k = kind[key]; grown = growth(key); why = ""
    if (grown > 2.6) why = why "  grows too fast"
    if (key in fatal) why = why (fatal[key] == 124 || fatal[key] == 137 || fatal[key] == 152 ? "  does not end" : "  crashes")
    if (time[key, 4] > 10) why = why "  takes long"
    if (memory[key, 4] > allowed(key)) why = why "  takes much memory"
    if (why != "") { failed = 1; faults = faults sprintf("%s, %s:%s\n", k, verb[key], why) }
    share = memory[key, 4] * 1024 / bytes[key, 4]
    printf format, k, bytes[key, 4], verb[key], sprintf("%.2f s", time[key, 4]), shown(grown), \
      sprintf("%d MiB", memory[key, 4] / 1024), sprintf("%.1f", share), code[key], why > all
    if (!(k in slowest) || time[key, 4] > time[slowest[k], 4]) slowest[k] = key
    if (!(k in largest) || memory[key, 4] > memory[largest[k], 4]) largest[k] = key
    if (grown > most[k]) most[k] = grown
    tried[k]++
    if (!((k, code[key]) in met)) { met[k, code[key]]; codes[k] = codes[k] (codes[k] == "" ? "" : " ") code[key] }
  }
  format = "%-24s %5s  %7s  %7s  %-14s %6s  %8s  %-14s  %s\n"
  printf format, "input", "verbs", "size", "slowest", "", "growth", "largest", "", "exit"
  for (i = 1; i <= kindCount; i++) {
    k = kinds[i]; s = slowest[k]; l = largest[k]
    printf format, k, tried[k], sprintf("%d KB", bytes[s, 4] / 1000), sprintf("%.2f s", time[s, 4]), verb[s], shown(most[k]), \
      sprintf("%d MiB", memory[l, 4] / 1024), verb[l], codes[k]
  }
  if (failed) printf "\nout of proportion:\n%s", faults
  exit failed
}
