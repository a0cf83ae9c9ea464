# What the corpus is like: words of an article's text (a value counts as one),
# values, bytes. Reads the articles one after the other.
/^---$/ && ++rules % 2 { articles++; next }
rules % 2 { next }
{
	values += gsub(/\{\{[^}]*\}\}/, "v")
	gsub(/\]\([^)]*\)/, "]")
	gsub(/\{%[^%]*%\}/, "")
	for (i = 1; i <= NF; i++)
		if ($i ~ /[A-Za-z0-9]/)
			words[articles]++
}
END {
	for (i = 1; i <= articles; i++)
		count[words[i]]++
	for (median = 0; seen * 2 < articles; seen += count[++median])
		;
	printf "%d articles, median %d words, %.0f values each\n", articles, median, values / articles
}
