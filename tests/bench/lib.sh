# What the tables of the benchmark share; read by run.sh.
#
# A measurement is a line of $times: TABLE CASE PROGRAM SECONDS CPU MB. What is
# to be told besides is a line of $facts: NAME TEXT.

say() {
	echo "bench: $*" >&2
}

fact() { # NAME TEXT...
	echo "$*" >>"$facts"
}

# Installs a program that is missing; false where it cannot be had.
get() { # PEER
	case $1 in
	hugo*) set -- hugo hugo:hugo ;;
	mkdocs | jekyll) set -- "$1" "$1:$1" ;;
	eleventy | vitepress)
		"$here/../../.ci/need" nodejs:node npm:npm || return 1
		[ -x "$here/node_modules/.bin/$1" ] ||
		    (cd "$here" && npm ci --no-audit --no-fund >&2)
		[ -x "$here/node_modules/.bin/$1" ]
		return ;;
	*) return 0 ;;
	esac
	"$here/../../.ci/need" "$2"
	command -v "$1" >/dev/null
}

# In parentheses what it runs on; for livery, the state of its sources.
version() { # PEER
	case $1 in
	livery) echo "$("$LIVERY" --version | awk '{ print $2 }')" \
	    "($(git -C "$here" describe --always --dirty 2>/dev/null ||
	    echo "state unknown"))" ;;
	hugo) hugo version | awk '{ print $2 }' ;;
	mkdocs) mkdocs --version | sed 's/.*version \([^ ]*\).*(/\1 (/' ;;
	jekyll) jekyll --version | sed "s/jekyll \(.*\)/\1 ($(ruby -e \
	    'print "Ruby ", RUBY_VERSION'))/" ;;
	eleventy | vitepress) sed -n 's/.*"version": "\(.*\)".*/\1/p' \
	    "$here/node_modules/$([ "$1" = eleventy ] && echo @11ty/)$1/package.json" |
	    sed "s/\$/ (Node $(node --version | tr -d v))/" ;;
	esac
}

# How often a program or a table runs: RUNS_hugo and the like say it for one
# alone.
runs_of() { # PEER|TABLE|memory
	eval "echo \${RUNS_$(echo "$1" | tr - _):-$runs}"
}

# Whether a program runs in this round: not when it has failed in this table.
has_turn() { # TABLE PEER
	[ $round -lt "$(runs_of "$2")" ] && ! grep -q "^failed $1 .* $2\$" "$facts"
}

corpus() { # FOLDER ARTICLES BRANDS PROGRAM...: corpus and themes
	into=$1
	"$tools/corpus" "$@"
	shift 3
	for side in "$@"; do
		cp -R "$here/$side/." "$into/$side/"
	done
}

# All programs meet memory that has just been used: nearly twice what the floor
# holds and writes of a site.
WARM_MB=3072

# Runs a command under measure; its words are shown only when it fails.
timed() { # TABLE CASE PROGRAM COMMAND...
	what="$1 $2 $3"
	shift 3
	"$tools/warm" "$WARM_MB" || :
	if found=$(timeout "${LIMIT:-900}" "$tools/measure" "$@" 2>"$memory/said"); then
		echo "$what $found" >>"$times"
		say "$what: $found"
	else
		cat "$memory/said" >&2
		say "$what failed"
		fact "failed $what"
		return 1
	fi
}

# A build into a fresh folder, which is left in $out, without a cache.
build() { # TABLE CASE PEER PLACE PROJECT OPTION...
	table=$1 case=$2 peer=$3 project=$5
	out=$(mktemp -d "$4/out.XXXXXX")
	shift 5
	rm -rf "$XDG_CACHE_HOME"
	timed "$table" "$case" "$peer" sh "$here/peer.sh" "$peer" "$project" \
	    "$out" "$@"
}

# The same for the floor program, which takes its time itself.
floor() { # TABLE CASE PROGRAM PLACE PROJECT BUILT OPTION...
	what="$1 $2 $3" content=$5/content tree=$6
	out=$(mktemp -d "$4/out.XXXXXX")
	shift 6
	"$tools/warm" "$WARM_MB" || :
	found=$("$tools/floor" "$@" "$content" "$tree" "$out" "$variants")
	echo "$what $found" >>"$times"
	say "$what: $found"
}

# The memory of all processes together, from runs that are not timed.
memory_of() { # TABLE CASE PROJECT OPTION...
	table=$1 case=$2 project=$3 turn=0
	shift 3
	while [ $turn -lt "$(runs_of memory)" ]; do
		out=$(mktemp -d "$memory/out.XXXXXX")
		rm -rf "$XDG_CACHE_HOME"
		found=$("$tools/measure" -m sh "$here/peer.sh" livery \
		    "$project" "$out" "$@" 2>/dev/null)
		rm -rf "$out"
		echo "memory-$table $case livery $found" >>"$times"
		say "memory-$table $case: $found"
		turn=$((turn + 1))
	done
}

# Counts files in the first round: those of $out whose names match.
count() { # FACT PATTERN
	[ $round -gt 0 ] || fact "$1 $(find "$out" -type f -name "$2" | wc -l)"
}

# On tmpfs a folder goes at once. On a disk it stays to the end: ext4 is slow
# for a while where much was deleted.
done_with() { # PLACE FOLDER
	[ "$1" != "$memory" ] || rm -rf "$2"
}
