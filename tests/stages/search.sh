#!/bin/sh
# The search of the sites: what it finds, in node; how its page behaves, in a browser.
set -u
. tests/tools/tally.sh
sh tests/tools/sites.sh "$build" || bad "the sites are not there"
part node tests/search/queries.mjs "$build/sites"
part node tests/search/page.mjs "$build/sites"
tally search
