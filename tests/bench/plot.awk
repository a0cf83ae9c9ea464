# Bars of the site table as SVG, readable on light and dark ground. Reads facts
# and medians as results.awk does.
FNR == NR {
	if ($1 == "amount")
		brands = $3
	next
}

$1 == "site" || $1 == "peers" {
	times = $1 == "site" && $3 ~ /^hugo/ ? brands : 1
	n[$1]++
	name[$1, n[$1]] = $3 ($1 == "site" ? ", " $2 : "")
	wall[$1, n[$1]] = $5 * times
	if ($5 * times > most[$1])
		most[$1] = $5 * times
	size[$1] = $2
}

function text(x, y, what, more) {
	printf "<text x=\"%d\" y=\"%d\"%s>%s</text>\n", x, y, more, what
}

function bars(set, top, title,    i, y, width) {
	text(12, top + 20, title, " class=\"title\"")
	for (i = 1; i <= n[set]; i++) {
		y = top + 8 + 26 * i
		width = most[set] > 0 ? 400 * wall[set, i] / most[set] : 0
		text(12, y + 14, name[set, i], "")
		printf "<rect x=\"170\" y=\"%d\" width=\"%.1f\" height=\"18\"%s/>\n",
		    y, (width < 1 ? 1 : width),
		    (name[set, i] ~ /^livery/ ? " class=\"own\"" : "")
		text(178 + width, y + 14, sprintf("%.2f s", wall[set, i]), "")
	}
	return top + 8 + 26 * (n[set] + 1) + 16
}

END {
	height = 16
	for (set in n)
		height += 26 * (n[set] + 1) + 24
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 660 %d\" width=\"660\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\" aria-label=\"Seconds for each program\">\n", height, height
	print "<style>"
	print "svg { background: #ffffff } text { fill: #1b2328 } rect { fill: #8d99a2 } .own { fill: #0b7269 } .title { font-weight: bold }"
	print "@media (prefers-color-scheme: dark) {"
	print "svg { background: #12181c } text { fill: #e8eef1 } rect { fill: #75828b } .own { fill: #3fc3b4 } }"
	print "</style>"
	top = 0
	if (n["site"])
		top = bars("site", top, "The site of " brands " brands, seconds")
	if (n["peers"])
		bars("peers", top, "One brand, " size["peers"] " articles, seconds")
	print "</svg>"
}
