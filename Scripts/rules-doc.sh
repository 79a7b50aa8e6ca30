#!/bin/sh
# Prints docs/rules.md: the doc comment of every rule, in the order of LintRules.all.
#   Scripts/rules-doc.sh > docs/rules.md
set -eu
lint=$(dirname "$0")/../Sources/DeviceTreeLint

cat <<'END'
# The rules of `dtkit lint`

Made by `Scripts/rules-doc.sh` from the rules' own doc comments; a test holds the two together.

A finding is an error where something is certainly wrong, a warning where it is probably wrong or wrong under conditions
that were not given, and a note where it is worth knowing. A finding that rests on an assumption says so and names the flag
that settles it. A mend that is offered has passed the boot model: with it, the region is reserved and nothing else got worse.
END

for rule in $(sed -n '/static let all/,/\]/p' "$lint/Engine/LintRules.swift" | grep -o '[A-Z][A-Za-z]*()' | tr -d '()'); do
  echo
  # The doc comment that begins with the rule's name; every heading one level lower.
  sed -n '/^\/\/\/ # /,/^struct/{
    /^\/\/\//!d
    s/^\/\/\/ \{0,1\}//
    s/^#\(#*\) /##\1 /
    p
  }' "$lint/Rules/$rule.swift"
done
