#!/bin/sh
# Every link, id and file of the sites.
sh tests/tools/sites.sh "$1" || { echo "crawl: 0 passed, 1 failed"; exit 1; }
exec node tests/tools/crawl.mjs "$1/sites"
