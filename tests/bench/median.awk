# Medians of measurements: TABLE CASE PROGRAM SECONDS CPU MB, a line for each
# run, becomes TABLE CASE PROGRAM RUNS SECONDS CPU MB.
function median(key, column,    n, i, k, v, t) {
	n = runs[key]
	for (i = 1; i <= n; i++)
		v[i] = value[key, column, i]
	for (i = 2; i <= n; i++)
		for (k = i; k > 1 && v[k] < v[k - 1]; k--) {
			t = v[k]
			v[k] = v[k - 1]
			v[k - 1] = t
		}
	return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
}

{
	key = $1 " " $2 " " $3
	if (!runs[key]++)
		order[++keys] = key
	for (i = 4; i <= 6; i++)
		value[key, i, runs[key]] = $i + 0
}

END {
	for (k = 1; k <= keys; k++)
		printf "%s %d %.4f %.4f %.1f\n", order[k], runs[order[k]],
		    median(order[k], 4), median(order[k], 5), median(order[k], 6)
}
