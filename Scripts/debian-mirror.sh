#!/bin/sh
# Prints the mirror of Debian's own archive that apt uses here, or nothing; the security archive has no sid.
set -eu
apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1
