#!/bin/sh
# Each brand's facts and policies stand where they belong: tests/facts.txt.
sh tests/tools/sites.sh "$1" || { echo "facts: 0 passed, 1 failed"; exit 1; }
exec node tests/tools/facts.mjs "$1/sites" tests/facts.txt
