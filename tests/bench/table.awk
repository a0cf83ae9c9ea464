# Medians of the runs as a table, and as a plot of wall time (file `svg`).
# Lines: PLACE PEER WALL CPU MEMORY
function median(key, what,    n, i, k, v, t) {
	n = count[key]
	for (i = 1; i <= n; i++)
		v[i] = value[key, what, i]
	for (i = 2; i <= n; i++)
		for (k = i; k > 1 && v[k] < v[k - 1]; k--) {
			t = v[k]; v[k] = v[k - 1]; v[k - 1] = t
		}
	return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
}

{
	key = $1 " " $2
	if (!count[key]++)
		order[++keys] = key
	for (i = 3; i <= 5; i++)
		value[key, i, count[key]] = $i + 0
}

END {
	printf "# %d articles, %d brands\n\n", articles, brands
	printf "Site only, fresh output folders, medians of %d alternating " \
	    "runs. %s. Hugo runs once for each brand; hugo-plain leaves " \
	    "related articles out. Memory is that of all processes " \
	    "together. `make bench` writes this file.\n\n", runs, versions
	print "| output on | program | seconds | CPU seconds | memory, MB | times livery |"
	print "|---|---|--:|--:|--:|--:|"
	for (i = 1; i <= keys; i++) {
		split(order[i], name, " ")
		own = median(name[1] " livery", 3)
		wall[i] = median(order[i], 3)
		most = wall[i] > most ? wall[i] : most
		memory = median(order[i], 5)
		printf "| %s | %s | %.2f | %.2f | %s | %.2f |\n", name[1],
		    name[2], wall[i], median(order[i], 4),
		    memory ? sprintf("%.0f", memory) : "", own ? wall[i] / own : 0
	}
	print "\n![seconds of wall time](RESULTS.svg)"
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">\n", 30 * keys + 20 > svg
	for (i = 1; i <= keys; i++) {
		y = 30 * i - 10
		width = most ? 400 * wall[i] / most : 0
		split(order[i], name, " ")
		printf "<text x=\"10\" y=\"%d\">%s, %s</text>\n<rect x=\"150\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"%s\"/>\n<text x=\"%.1f\" y=\"%d\">%.2f s</text>\n",
		    y + 4, name[2], name[1], y - 9, width,
		    name[2] == "livery" ? "#0b7269" : "#9aa3ab",
		    155 + width, y + 4, wall[i] > svg
	}
	print "</svg>" > svg
}
