# The report, from facts (NAME TEXT) and medians (TABLE CASE PROGRAM RUNS
# SECONDS CPU MB). `svg` is the plot beside it.
BEGIN {
	ENOUGH = 5
}

FNR == NR {
	name = $1
	sub(/^[^ ]* /, "")
	if (name ~ /^(version|pages|files|written|missing|failed|broken)$/) {
		rest = $0
		sub(/^[^ ]* */, "", rest)
		fact[name, $1] = rest
		list[name, ++count[name]] = name == "failed" ? $0 : $1
	} else
		fact[name] = $0
	next
}

{
	key = $1 "/" $2 "/" $3
	runs[key] = $4
	wall[key] = $5
	cpu[key] = $6
	mb[key] = $7
	row[$1, ++rows[$1]] = key
}

function of(key, part) {
	split(key, piece, "/")
	return piece[part]
}

function ratio(a, b) {
	return b > 0 ? sprintf("%.2f", a / b) : "–"
}

function fewer(a, b) {
	return a < b ? a : b
}

function memory(key) {
	return key in mb && mb[key] > 0 ? sprintf("%.0f", mb[key]) : "–"
}

function heading(title, text) {
	print "\n## " title "\n\n" text "\n"
}

# --- one function per table -------------------------------------------------

# Hugo ran for one brand at a time: five runs are as many brands.
function site(    i, key, own, f, who, times, held) {
	if (!rows["site"])
		return
	heading("The site of " brands " brands", "Articles: " articles "." \
	    (!("site/tmpfs/hugo" in wall) ? "" : " Hugo makes one brand a " \
	    "run: each of its runs was of another brand, and the row is " \
	    brands " times the median of one. hugo-plain leaves related " \
	    "articles out."))
	print "| output on | program | runs | seconds | CPU seconds | memory, MB | files | seconds, livery = 1 | CPU, livery = 1 |"
	print "|---|---|--:|--:|--:|--:|--:|--:|--:|"
	for (i = 1; i <= rows["site"]; i++) {
		key = row["site", i]
		who = of(key, 3)
		own = "site/" of(key, 2) "/livery"
		times = who ~ /^hugo/ ? brands : 1
		held = who == "livery" ? memory("memory-site/tmpfs/livery") : memory(key)
		wall[key] *= times
		cpu[key] *= times
		printf "| %s | %s | %s | %.2f | %.2f | %s | %d | %s | %s |\n",
		    of(key, 2), who, (times > 1 ? runs[key] " of a brand" : runs[key]),
		    wall[key], cpu[key], held, fact["files", key] * times,
		    ratio(wall[key], wall[own]), ratio(cpu[key], cpu[own])
	}
}

function exponent(a, b, n, m) {
	return a > 0 && b > 0 ? sprintf("%.2f", log(b / a) / log(m / n)) : "–"
}

function growth(    i, key, n, first, last) {
	if (!rows["growth"])
		return
	heading("Growth", brands " brands, site only, tmpfs.")
	print "| articles | runs | seconds | CPU seconds | memory, MB |"
	print "|--:|--:|--:|--:|--:|"
	for (i = 1; i <= rows["growth"]; i++) {
		key = row["growth", i]
		n = of(key, 2)
		printf "| %d | %d | %.2f | %.2f | %s |\n", n, runs[key],
		    wall[key], cpu[key], memory("memory-" key)
	}
	first = row["growth", 1]
	last = row["growth", rows["growth"]]
	n = of(first, 2)
	if (first == last)
		return
	grown_wall = exponent(wall[first], wall[last], n, of(last, 2))
	grown_memory = exponent(mb["memory-" first], mb["memory-" last], n, of(last, 2))
	grown_runs = fewer(runs[first], runs[last])
	grown_memory_runs = fewer(runs["memory-" first], runs["memory-" last])
	printf "| exponent | | %s | %s | %s |\n", grown_wall,
	    exponent(cpu[first], cpu[last], n, of(last, 2)), grown_memory
}

function brand_table(    i, key, one, all, least) {
	if (!rows["brands"])
		return
	heading("Brands", "Site only, tmpfs.")
	print "| articles | brands | runs | seconds | CPU seconds | memory, MB |"
	print "|--:|--:|--:|--:|--:|--:|"
	for (i = 1; i <= rows["brands"]; i++) {
		key = row["brands", i]
		if (of(key, 3) != "livery")
			continue
		split(of(key, 2), pair, "x")
		printf "| %d | %d | %d | %.2f | %.2f | %s |\n", pair[1], pair[2],
		    runs[key], wall[key], cpu[key], memory("memory-" key)
	}
	one = "brands/" articles "x1/livery"
	all = "brands/" articles "x" brands "/livery"
	least = wall["brands/write/floor"]
	if (brands < 2 || !least || !wall[one] || !wall[all])
		return
	further_runs = fewer(runs[one], runs[all])
	further = (wall[all] - wall[one]) / (brands - 1)
	further_to_least = further / least
	printf "\nA further brand of %d articles costs %.2f s (%.2f s of CPU); writing and hashing its files costs the floor program %.2f s (%.2f s of CPU): %.2f times.\n",
	    articles, further, (cpu[all] - cpu[one]) / (brands - 1), least,
	    cpu["brands/write/floor"], further_to_least
}

function rebuild(    i, key) {
	if (!rows["rebuild"])
		return
	heading("Building again", brands " brands, " articles \
	    " articles, site only, tmpfs.")
	print "| what changed | runs | seconds | CPU seconds | share of a full build | files |"
	print "|---|--:|--:|--:|--:|---|"
	what["full"] = "all: a fresh output folder"
	what["nothing"] = "nothing"
	what["edited"] = "a sentence in an article: the first edit after a fresh output"
	what["again"] = "a sentence in an article: a further edit"
	what["deleted"] = "an article deleted"
	for (i = 1; i <= rows["rebuild"]; i++) {
		key = row["rebuild", i]
		printf "| %s | %d | %.2f | %.2f | %s | %s |\n",
		    what[of(key, 2)], runs[key], wall[key], cpu[key],
		    ratio(wall[key], wall["rebuild/full/livery"]),
		    fact["written", of(key, 2)]
	}
	if (fact["cache"] + 0 > 0)
		print "\nWhat livery keeps in the user's cache for this project, beside links to files of the output: " fact["cache"] " MB."
}

function whole(    i, key, name, held) {
	if (!rows["whole"])
		return
	heading("The whole build", "All deliverables of " brands " brands, " \
	    articles " articles, tmpfs. The floor deflates what the archives " \
	    "and EPUBs hold, at level " fact["level"] " as livery does; " \
	    "floor-sha makes the SHA-256 digests that lie in them, too.")
	print "| program | runs | seconds | CPU seconds | memory, MB | seconds, floor = 1 |"
	print "|---|--:|--:|--:|--:|--:|"
	for (i = 1; i <= rows["whole"]; i++) {
		key = row["whole", i]
		name = of(key, 3)
		held = name == "livery" ? memory("memory-whole/tmpfs/livery") : "–"
		printf "| %s | %d | %.2f | %.2f | %s | %s |\n", name, runs[key],
		    wall[key], cpu[key], held,
		    ratio(wall[key], wall["whole/tmpfs/floor"])
	}
}

function levels(    i, key, size, before, last_size, last_time, step) {
	if (!rows["levels"])
		return
	heading("Levels of deflate", "libdeflate over a sample of one brand's " \
	    "files, one process, processor time; livery packs at level " fact["level"] ". Runs: " runs[row["levels", 1]] ".")
	print "| level | size, share of the files | seconds for a GB | ms more for each MB less than the level before |"
	print "|--:|--:|--:|--:|"
	for (i = 1; i <= rows["levels"]; i++) {
		key = row["levels", i]
		before = cpu[key] / 1e6
		size = mb[key] / 1e6
		step = i == 1 ? "–" : size < last_size ? sprintf("%.0f",
		    1000 * (wall[key] - last_time) / (last_size - size)) : "no gain"
		printf "| %s | %.1f %% | %.1f | %s |\n", of(key, 2),
		    100 * size / before, 1000 * wall[key] / before, step
		last_size = size
		last_time = wall[key]
	}
	printf "\nFrom level 1 to level 6 an archive shrinks by %.1f %% and takes %.1f times as long to pack; from 6 to 9 by %.1f %% and %.1f times.\n",
	    less(1, 6), longer(1, 6), less(6, 9), longer(6, 9)
}

function level_key(n) {
	return "levels/" n "/libdeflate"
}

function less(from, to) {
	return 100 - 100 * mb[level_key(to)] / mb[level_key(from)]
}

function longer(from, to) {
	return wall[level_key(to)] / wall[level_key(from)]
}

function peers(    i, key, who, own, version) {
	if (!rows["peers"])
		return
	heading("Other generators", small " articles, one brand, tmpfs.")
	own = "peers/" small "/livery"
	print "| program | runs | seconds | CPU seconds | memory, MB | HTML files | seconds, livery = 1 |"
	print "|---|--:|--:|--:|--:|--:|--:|"
	for (i = 1; i <= rows["peers"]; i++) {
		key = row["peers", i]
		who = of(key, 3)
		version = fact["version", who]
		sub(/ .*/, "", version)
		printf "| %s %s | %d | %.2f | %.2f | %s | %d | %s |\n", who,
		    version, runs[key], wall[key], cpu[key], memory(key),
		    fact["pages", who], ratio(wall[key], wall[own])
	}
	print "\nAll show the navigation of the section, breadcrumbs, a table of contents, neighbours and tags; all but VitePress write articles.json. livery, Hugo, Eleventy and Jekyll make tag pages and related articles, too. NOTES.md has the parts one by one. MkDocs has no values, snippets or branches of its own: they are filled in before it runs. VitePress makes a script of each page besides its HTML."
}

# --- what was asked ---------------------------------------------------------

# Nothing is called reached or missed by fewer runs than ENOUGH.
function target(text, value, reached, n) {
	if (n > 0)
		printf "| %s | %s | %d | %s |\n", text, value, n,
		    n < ENOUGH ? "too few runs" : reached ? "yes" : "**no**"
}

function at_least(text, key, own, share) {
	if (key in wall && own in wall && wall[own] > 0)
		target(text, sprintf("%.1f (CPU %.1f)", wall[key] / wall[own],
		    cpu[key] / cpu[own]), wall[key] / wall[own] >= share &&
		    (of(key, 2) != "tmpfs" || cpu[key] / cpu[own] >= share),
		    fewer(runs[key], runs[own]))
}

function at_most(text, key, own, share) {
	if (key in wall && own in wall && wall[own] > 0)
		target(text, sprintf("%.2f (CPU %.2f)", wall[key] / wall[own],
		    cpu[own] > 0 ? cpu[key] / cpu[own] : 0),
		    wall[key] / wall[own] <= share, fewer(runs[key], runs[own]))
}

function targets(    m, n) {
	heading("What was aimed at", "Seconds on the clock; processor time " \
	    "in brackets. An answer takes " ENOUGH " runs of either side." \
	    (articles == 10000 && brands == 5 ? "" : " The aims are set " \
	    "for 10000 articles of 5 brands, which these are not."))
	print "| aim | measured | runs | reached |"
	print "|---|--:|--:|---|"
	at_least("tmpfs: Hugo takes at least 40 times as long", "site/tmpfs/hugo", "site/tmpfs/livery", 40)
	at_least("tmpfs: Hugo without related articles, 20 times", "site/tmpfs/hugo-plain", "site/tmpfs/livery", 20)
	at_least("disk: Hugo takes at least 30 times as long", "site/disk/hugo", "site/disk/livery", 30)
	at_most("tmpfs: at most 1.8 times the floor", "site/tmpfs/livery", "site/tmpfs/floor", 1.8)
	at_most("disk: at most 1.8 times the floor", "site/disk/livery", "site/disk/floor", 1.8)
	m = mb["memory-site/tmpfs/livery"]
	target("memory of all processes at most 400 MB", sprintf("%.0f MB", m), m <= 400, runs["memory-site/tmpfs/livery"])
	target("a further brand at most 1.0 s", sprintf("%.2f s", further), further <= 1, further_runs)
	target("a further brand at most 1.5 times writing and hashing it", sprintf("%.2f", further_to_least), further_to_least <= 1.5, fewer(further_runs, runs["brands/write/floor"]))
	target("time grows with an exponent of at most 1.05", grown_wall, grown_wall <= 1.05, grown_runs)
	target("memory grows with an exponent of at most 1.05", grown_memory, grown_memory <= 1.05, grown_memory_runs)
	few_key = "memory-brands/" small "x" many / 10 "/livery"
	many_key = "memory-brands/" small "x" many "/livery"
	m = mb[few_key] > 0 ? mb[many_key] / mb[few_key] : 0
	n = fewer(runs[few_key], runs[many_key])
	target("memory flat in the number of brands (" many " against " many / 10 ", within a tenth)", sprintf("%.2f", m), m <= 1.1, n)
	at_most("nothing changed: at most a third of a full build", "rebuild/nothing/livery", "rebuild/full/livery", 1 / 3)
	at_most("one article edited, the first time: at most a fifth", "rebuild/edited/livery", "rebuild/full/livery", 1 / 5)
	at_most("one article edited, a further time: at most a fifth", "rebuild/again/livery", "rebuild/full/livery", 1 / 5)
}

END {
	split(fact["amount"], amount, " ")
	articles = amount[1]
	brands = amount[2]
	small = amount[3]
	many = amount[4]
	split(fact["output"], output, " ")
	print "# How fast livery is\n"
	print "`make bench` writes this file; `tests/bench/run.sh` says how."
	print "Fresh output folders, alternating runs, medians. Memory is that of all processes together for livery, of the largest process for the others."
	print "\n- Corpus: " fact["corpus"] "; half of the articles include a snippet, a fifth branch on policy, a fifth insert a settings table. " output[3] " further readings make " output[1] " files of " output[2] " MB for " brands " brands."
	print "- Machine: " fact["machine"] "; load " fact["load"] " at the start."
	printf "- Versions:"
	for (i = 1; i <= count["version"]; i++)
		printf "%s %s %s", (i > 1 ? "," : ""), list["version", i],
		    fact["version", list["version", i]]
	print "."
	for (i = 1; i <= count["missing"]; i++)
		print "- " list["missing", i] " could not be had here and is left out."
	for (i = 1; i <= count["failed"]; i++)
		print "- Failed and left out from then on: " list["failed", i] "."
	for (i = 1; i <= count["broken"]; i++)
		print "- The table " list["broken", i] " broke off."
	tables = split(fact["tables"], asked, " ")
	for (i = 1; i <= tables; i++)
		if (!rows[asked[i]])
			print "- Not measured yet: the table " asked[i] "."
	print "\n![Seconds for each program](" svg ")"
	site()
	growth()
	brand_table()
	rebuild()
	whole()
	levels()
	peers()
	targets()
}
