#!/bin/sh
# The sites in a browser: axe-core on every layout, and what the script does.
set -u
. tests/tools/tally.sh
sh tests/tools/sites.sh "$build" || bad "the sites are not there"
part node tests/tools/axe.mjs "$build/sites"
part node tests/tools/behaviour.mjs "$build/sites"
tally axe
