# The tables of the benchmark, one function each; read by run.sh. In each round
# every program runs once, so that what the machine does besides meets all.

# All of a site: livery, the floor, and Hugo, one brand a round.
table_site() {
	round=0
	while [ $round -lt "$runs" ]; do
		for place in $memory $disk; do
			kind=tmpfs
			[ "$place" = "$memory" ] || { kind=disk; sync; }
			build site $kind livery "$place" "$ours" \
			    --only site --quiet
			count "files site/$kind/livery" '*'
			done_with "$place" "$out"
			for peer in $big; do
				site_peer $kind "$place" "$peer"
			done
		done
		round=$((round + 1))
	done
	memory_of site tmpfs "$ours" --only site --quiet
}

site_peer() { # KIND PLACE PEER
	has_turn site "$3" || return 0
	[ "$1" = tmpfs ] || { sync; case " $off_disk " in *" $3 "*) return 0 ;; esac }
	if [ "$3" = floor ]; then
		floor site "$1" floor "$2" "$ours" "$built"
	else
		build site "$1" "$3" "$2" "$large/hugo" \
		    "$(printf 'b%03d' $((round % brands)))" || return 0
	fi
	count "files site/$1/$3" '*'
	done_with "$2" "$out"
}

# From a tenth of the articles to all of them.
table_growth() {
	for part in 10 5 2; do
		n=$((articles / part))
		corpus "$memory/corpus.$n" $n "$brands" livery
	done
	round=0
	while [ $round -lt "$runs" ]; do
		for part in 10 5 2 1; do
			n=$((articles / part))
			build growth $n livery "$memory" \
			    "$memory/corpus.$n/livery" --only site --quiet
			rm -rf "$out"
		done
		round=$((round + 1))
	done
	for part in 10 5 2 1; do
		n=$((articles / part))
		memory_of growth $n "$memory/corpus.$n/livery" --only site \
		    --quiet
	done
	rm -rf "$memory/corpus.$((articles / 5))" \
	    "$memory/corpus.$((articles / 2))"
}

# What a further brand costs, and many of them.
brand_count() { # ARTICLES BRANDS
	timed_in=$memory/brands.$1.$2
	[ -d "$timed_in" ] || corpus "$timed_in" "$1" "$2" livery
	build brands "$1x$2" livery "$memory" "$timed_in/livery" --only site \
	    --quiet
	rm -rf "$out"
}

table_brands() {
	few="1 2 $brands" many="1 $((many / 10)) $many"
	round=0
	while [ $round -lt "$runs" ]; do
		for b in $few; do
			brand_count "$articles" "$b"
		done
		floor brands write floor "$memory" "$ours" "$one_brand" -w
		rm -rf "$out"
		for b in $many; do
			brand_count "$small" "$b"
		done
		round=$((round + 1))
	done
	for b in $few; do
		memory_of brands "${articles}x$b" \
		    "$memory/brands.$articles.$b/livery" --only site --quiet
	done
	for b in $many; do
		memory_of brands "${small}x$b" \
		    "$memory/brands.$small.$b/livery" --only site --quiet
	done
	rm -rf "$memory"/brands.*
}

# A build over a finished one: nothing changed, an article edited, edited once
# more, one deleted. An edit after another finds the tree that the first one
# replaced.
rebuild() { # CASE
	timed rebuild "$1" livery sh "$here/peer.sh" livery \
	    "$memory/edited/livery" "$out" --only site
	written "$1"
}

written() { # CASE
	fact "written $1 $(sed -n 's/.* \([0-9]* files written.*\), [0-9.]* s$/\1/p' \
	    "$memory/said")"
}

table_rebuild() {
	corpus "$memory/edited" "$articles" "$brands" livery
	content=$memory/edited/livery/content
	last=$(printf 'a%05d.md' $((articles - 1)))
	last=$(find "$content" -name "$last")
	first=$content/s000/a00000.md
	cp "$last" "$memory/last.md"
	round=0
	while [ $round -lt "$runs" ]; do
		build rebuild full livery "$memory" "$memory/edited/livery" \
		    --only site
		written full
		rebuild nothing
		echo "One sentence more, $round." >>"$first"
		rebuild edited
		echo "And one more, $round." >>"$first"
		rebuild again
		rm "$last"
		rebuild deleted
		[ $round -gt 0 ] || fact "cache $(du -sk "$out" "$XDG_CACHE_HOME" |
		    awk 'END { printf "%.1f", $1 / 1024 }')"
		cp "$memory/last.md" "$last"
		rm -rf "$out"
		round=$((round + 1))
	done
	rm -rf "$memory/edited"
}

# All deliverables, against a floor that deflates and digests.
table_whole() {
	build whole-once tmpfs livery "$memory" "$ours" --timings
	cp "$memory/said" "$memory/whole.timings"
	whole=$out
	round=0
	while [ $round -lt "$runs" ]; do
		build whole tmpfs livery "$memory" "$ours" --quiet
		rm -rf "$out"
		floor whole tmpfs floor "$memory" "$ours" "$whole" \
		    -d "$level"
		rm -rf "$out"
		floor whole tmpfs floor-sha "$memory" "$ours" "$whole" \
		    -d "$level" -s
		rm -rf "$out"
		round=$((round + 1))
	done
	memory_of whole tmpfs "$ours" --quiet
	rm -rf "$whole"
}

# Deflate's levels over a sample of one brand's files.
table_levels() {
	round=0
	while [ $round -lt "$runs" ]; do
		"$tools/levels" "$one_brand" $((articles / 500 + 1)) |
		    awk '{ print "levels", $1, "libdeflate", $4, $2, $3 }' \
		    >>"$times"
		round=$((round + 1))
	done
}

# Other generators, with a tenth of the articles and one brand.
table_peers() {
	corpus "$memory/small" "$small" 1 livery $others
	round=0
	while [ $round -lt "$runs" ]; do
		for peer in livery $others; do
			has_turn peers "$peer" || continue
			case $peer in
			livery) set -- --only site --quiet ;;
			*) set -- b000 ;;
			esac
			build peers "$small" "$peer" "$memory" \
			    "$memory/small/$peer" "$@" &&
			    count "pages $peer" '*.html'
			rm -rf "$out"
		done
		round=$((round + 1))
	done
	rm -rf "$memory/small"
}
