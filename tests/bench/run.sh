#!/bin/sh
# The benchmark: livery beside the floor program and other generators over the
# same corpus, into fresh folders; medians go to RESULTS.md and RESULTS.svg,
# which are written anew after each table: a run that is cut short leaves what
# it has.
# usage: sh tests/bench/run.sh BUILD
#
# Knobs, by environment:
#   ARTICLES 10000, BRANDS 5, RUNS 5  how much, how often
#   TABLES   some of: site growth brands rebuild whole levels peers; all, but
#            only the site where PEERS is set
#   PEERS    some of: floor hugo hugo-plain eleventy mkdocs jekyll vitepress
#   RUNS_X   how often peer X runs (RUNS_hugo, RUNS_hugo_plain ...), or all of
#            table X (RUNS_whole), or the builds whose memory is measured
#            (RUNS_memory)
#   LIMIT    seconds after which a program is ended, 900
#   MEMORY   a folder on tmpfs; DISK one on a disk, empty to leave it out
#   RESULTS  where the report goes; by default tests/bench/RESULTS.md, or
#            BUILD/bench/RESULTS.md where one of the first five or DISK is set
# While you work: PEERS=floor DISK= RUNS=3 make bench
set -eu
build=${1:?usage: run.sh BUILD}
here=$(cd "$(dirname "$0")" && pwd)
case $build in /*) ;; *) build=$PWD/$build ;; esac
tools=$build/bench
asked=${ARTICLES+x}${BRANDS+x}${RUNS+x}${TABLES+x}${PEERS+x}${DISK+x}
results=${RESULTS:-$here/RESULTS.md}
[ -z "$asked" ] || results=${RESULTS:-$tools/RESULTS.md}
articles=${ARTICLES:-10000} brands=${BRANDS:-5} runs=${RUNS:-5}
tables=${TABLES-${PEERS+site}}
tables=${tables:-site growth brands rebuild whole levels peers}
peers=${PEERS-floor hugo hugo-plain eleventy mkdocs jekyll vitepress}
off_disk=hugo-plain
small=$((articles / 10)) many=100
memory=${MEMORY:-/dev/shm}/livery-bench.$$
disk=${DISK-$build}
disk=${disk:+$disk/bench.$$}
# What is written there stays to the end: 40 kB for each page and run.
if [ -n "$disk" ] && [ "$(df -Pk "${disk%/*}" | awk 'END { print $4 }')" -lt \
    $((articles * brands * runs * 40)) ]; then
	echo "bench: too little room in ${disk%/*}" >&2
	disk=
fi
export LC_ALL=C LIVERY="$build/livery" XDG_CACHE_HOME="$memory/cache"
. "$here/lib.sh"
. "$here/tables.sh"
times=$tools/times facts=$tools/facts

stages() {
	for run in site whole; do
		[ -s "$memory/$run.timings" ] || continue
		printf '\nStages of one build, %s:\n\n' "$([ $run = site ] &&
		    echo 'site only' || echo 'all deliverables')"
		sed -n 's/^/    /p' "$memory/$run.timings"
	done
}

report() {
	[ -s "$times" ] || return 0
	awk -f "$here/median.awk" "$times" >"$tools/medians"
	awk -f "$here/results.awk" -v svg="$(basename "${results%.md}.svg")" \
	    "$facts" "$tools/medians" >"$tools/report"
	stages >>"$tools/report"
	awk -f "$here/plot.awk" "$facts" "$tools/medians" >"$tools/report.svg"
	cp "$tools/report.svg" "${results%.md}.svg"
	cp "$tools/report" "$results"
}

trap 'rm -rf "$memory" ${disk:+"$disk"}' EXIT
trap 'report; exit 1' HUP INT TERM

mkdir -p "$tools" "$memory" ${disk:+"$disk"}
: >"$times"
: >"$facts"
compile() { # PROGRAM SOURCE...
	name=$1
	shift
	(cd "$here" && ${CC:-cc} -std=c17 -D_GNU_SOURCE -O2 -o "$tools/$name" \
	    "$@" -lcmark-gfm-extensions -lcmark-gfm -ldeflate -lnettle \
	    -lxxhash -lzip -lm)
}
compile corpus corpus.c sides.c
compile floor floor.c tree.c
compile levels levels.c tree.c
compile measure measure.c
compile warm warm.c

# Which programs run on the large corpus, and which on the small one.
big= others=
for peer in $peers; do
	get "$peer" || { say "$peer cannot be had"; fact "missing $peer"; continue; }
	case $peer in
	floor) big="$big $peer" ;;
	hugo-plain) big="$big $peer" ;;
	hugo) big="$big $peer" others="$others $peer" ;;
	*) others="$others $peer" ;;
	esac
done
for peer in livery $others; do
	fact "version $peer $(version "$peer")"
done
fact "amount $articles $brands $small $many $runs"
fact "tables $tables"
fact "machine $(uname -sr), $(nproc) processors$(sed -n \
    '/^model name/{s/.*: /, /p;q}' /proc/cpuinfo)$(awk '/^MemTotal/ {
    printf ", %.0f GB", $2 / 1048576 }' /proc/meminfo)${disk:+; the disk: \
$(df --output=fstype "$disk" | tail -n 1)}"
fact "load $(cut -d' ' -f1 /proc/loadavg)"
level=$(sed -n 's/.*[^A-Z_]LEVEL = \([0-9]*\).*/\1/p' "$here"/../../gen/emit/zip*.c)
fact "level $level"

# The corpus, and one finished build for what is measured against it.
large=$memory/corpus.$articles ours=$large/livery
corpus "$large" "$articles" "$brands" livery hugo
fact "corpus $(find "$ours/content" -name 'a*.md' -exec cat {} + |
    awk -f "$here/corpus.awk"), $(find "$ours/content" -name '*.md' \
    -exec cat {} + | wc -c | awk '{ printf "%.1f MB", $1 / 1e6 }') of sources, \
$(find "$ours/content" -name 's???' | wc -l) sections"
built=$memory/built one_brand=$memory/built/b000
"$LIVERY" build -C "$ours" -o "$built" --only site --timings \
    2>"$memory/site.timings"
variants=$(sed -n 's/.* \([0-9]*\) articles, \([0-9]*\) variants.*/\1 \2/p' \
    "$memory/site.timings" | awk '{ print $2 - $1 }')
fact "output $(find "$built" -type f | wc -l) $(find "$built" -type f \
    -printf '%s\n' | awk '{ n += $1 } END { printf "%d", n / 1e6 }') $variants"

# A table that breaks off keeps its rounds, and the next one begins. It runs
# for itself: in a condition the shell would not stop where it fails.
rounds=$runs status=0
for table in $tables; do
	runs=$rounds from=$(date +%s)
	runs=$(runs_of "$table")
	set +e
	(set -e; "table_$table")
	[ $? = 0 ] || { status=1; fact "broken $table"; }
	set -e
	rm -rf "$memory"/out.*
	report
	say "table $table took $(($(date +%s) - from)) s"
done
! grep -q '^failed ' "$facts" || status=1
cat "$results"
exit $status
