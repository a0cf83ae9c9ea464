# Fills @DIAGNOSTICS@ of livery.1.in with an item for each row of diag_table.h:
# awk -f manual.awk diag_table.h livery.1.in
function quoted(line) {
	sub(/^[^"]*"/, "", line)
	sub(/"[^"]*$/, "", line)
	return line
}

function folded(text,    n, i, word, line, out) {
	n = split(text, word, " ")
	for (i = 1; i <= n; i++) {
		if (line != "" && length(line " " word[i]) > 72) {
			out = out line "\n"
			line = ""
		}
		line = line (line == "" ? "" : " ") word[i]
		if (word[i] ~ /\.$/ && i < n) {
			out = out line "\n"
			line = ""
		}
	}
	return out line
}

# mdoc wants a sentence to begin a line, and code marked as such.
function prose(text,    n, i, part, out) {
	n = split(text, part, "`")
	for (i = 1; i <= n; i++)
		out = out (i % 2 ? part[i] : "\\(oq" part[i] "\\(cq")
	return folded(out)
}

FNR == 1 { file++ }
file == 1 && /^DIAG\(/ {
	split($0, field, "\"")
	name = field[2]
	kind = /DIAG_WARNING/ ? "Warning: " : ""
	next
}
file == 1 && name != "" && /"/ {
	text = quoted($0)
	items = items ".It Sy " name "\n" prose(kind text) "\n"
	name = ""
	next
}
file == 1 { next }
$0 == "@DIAGNOSTICS@" { printf "%s", items; next }
{ print }
