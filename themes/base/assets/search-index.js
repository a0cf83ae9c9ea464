/* The index that livery writes to search/ (its format: gen/search). Each file is a
   script that calls liverySearch(name, data), since scripts are all that can be
   read on file://; only the files that a query needs are loaded. */
var liverySearch = (function () {
	"use strict";

	var MOST_BEGUN = 30;	/* words that a beginning may stand for */
	var MOST_SLIPPED = 8;	/* words that a misspelt one may stand for */

	var arrived = {};	/* data of files by name, until it is read */

	function liverySearch(name, data) {
		arrived[name] = data;
	}

	/* ---- What the files hold ---- */

	var SYMBOLS = " !#$%&'()*+-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`" +
		"abcdefghijklmnopqrstuvwxyz{}~";
	var DIGITS = new Uint8Array(128);
	for (var s = 0; s < SYMBOLS.length; s++)
		DIGITS[SYMBOLS.charCodeAt(s)] = s;

	function digit(reader) {
		return DIGITS[reader.text.charCodeAt(reader.at++)];
	}

	/* A number of one to four symbols, to base 90; small ones take one. */
	function number(reader) {
		var d = digit(reader);
		if (d < 70)
			return d;
		if (d < 86)
			return 70 + (d - 70) * 90 + digit(reader);
		if (d < 89)
			return 1510 + (d - 86) * 8100 + digit(reader) * 90 + digit(reader);
		d = digit(reader);
		d = d * 90 + digit(reader);
		d = d * 90 + digit(reader);
		return 25810 + d * 90 + digit(reader);
	}

	/* The words of a file in order, each with the number of its stem: what all
	   inflected forms of a word share. */
	function read_words(text) {
		var r = { text: text, at: 0 };
		var words = [], stems = [], word = "", stem = 0, highest = -1;
		while (r.at < text.length) {
			var kept = text.charCodeAt(r.at++) - 65;
			var rest = /[^A-Z!?]*/y;
			rest.lastIndex = r.at;
			word = word.slice(0, kept) + rest.exec(text)[0];
			r.at = rest.lastIndex;
			if (text[r.at] === "!") {
				r.at++;
			} else if (text[r.at] === "?") {
				r.at++;
				stem = highest - number(r);
			} else {
				stem = ++highest;
			}
			words.push(word);
			stems.push(stem);
		}
		return { words: words, stems: stems };
	}

	/* A stem's pages: how many hold it, and what it is worth on each of the best. */
	function read_postings(list, levels) {
		var r = { text: list, at: 0 };
		var df = 0, page = -1, pages = [], impacts = [];
		if (list.indexOf("|") >= 0) {
			df = number(r);
			r.at++;
		}
		while (r.at < list.length) {
			var v = number(r);
			page += Math.floor(v / levels.length) + 1;
			pages.push(page);
			impacts.push(levels[v % levels.length]);
		}
		return { df: df || pages.length, pages: Int32Array.from(pages),
			impacts: Int32Array.from(impacts) };
	}

	/* An id that follows from its heading is not written. */
	function slug(heading) {
		return heading.toLowerCase()
			.replace(/[^\p{L}\p{M}\p{Nd}\p{Pc} -]/gu, "").replace(/ /g, "-");
	}

	function read_pages(records) {
		var section = "";
		return records.map(function (r) {
			var page = { title: r[0], url: r[1] + ".html", section: r[2],
				text: r[3], lang: r[4] || "", headings: [] };
			page.section = section = r[2] === 0 ? section : r[2];
			for (var i = 5; i < r.length; i += 2)
				page.headings.push({ title: r[i], id: r[i + 1] || slug(r[i]) });
			return page;
		});
	}

	/* The last place in an ascending list that is not behind `value`, or 0. */
	function place(list, value) {
		var low = 0, high = list.length;
		while (high - low > 1) {
			var middle = (low + high) >> 1;
			if (list[middle] <= value)
				low = middle;
			else
				high = middle;
		}
		return low;
	}

	/* ---- The distance of two words ---- */

	var rows = [0, 1, 2].map(() => new Uint8Array(80));

	/* How many letters to change, add, drop or swap make b of a (Damerau and
	   Levenshtein, each letter moved once); if more than `most`, most + 1. What is
	   further than `most` from the diagonal costs more, and is not looked at. */
	function distance(a, b, most) {
		var before = rows[0], last = rows[1], row = rows[2];
		for (var j = 0; j <= b.length; j++)
			last[j] = j;
		for (var i = 1; i <= a.length; i++) {
			var from = Math.max(1, i - most), to = Math.min(b.length, i + most);
			var least = row[from - 1] = from === 1 ? i : most + 1;
			for (j = from; j <= to; j++) {
				var d = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
				d = Math.min(d, row[j - 1] + 1, j < i + most ? last[j] + 1 : d);
				if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
					d = Math.min(d, before[j - 2] + 1);
				row[j] = d;
				least = Math.min(least, d);
			}
			if (least > most)
				return most + 1;
			var old = before;
			before = last;
			last = row;
			row = old;
		}
		return Math.min(last[b.length], most + 1);
	}

	/* The letters of a word as bits: a slip turns two of them at most. */
	function letters(word) {
		var bits = 0;
		for (var i = 0; i < word.length; i++)
			bits |= 1 << (word.charCodeAt(i) & 31);
		return bits;
	}

	function bits_on(n) {
		for (var count = 0; n; n &= n - 1)
			count++;
		return count;
	}

	function slips_allowed(word) {
		return /\d/.test(word) || word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
	}

	/* ---- Looking words up ---- */

	/* A word of a file, with what finds its pages and its kin. */
	function hit(list, at) {
		return { list: list, word: list.words[at], stem: list.stems[at], slips: 0 };
	}

	/* Places in a list of the words of this length; sorted out, and their letters
	   noted, when first asked for. */
	function of_length(list, length) {
		if (!list.lengths) {
			list.lengths = [];
			list.letters = Int32Array.from(list.words, letters);
			list.words.forEach(function (word, at) {
				(list.lengths[word.length] = list.lengths[word.length] || []).push(at);
			});
		}
		return list.lengths[length] || [];
	}

	/* The words of these lists with the fewest slips, at most `most`. */
	function nearest(word, lists, most) {
		var hits = [], own = letters(word);

		function look(list, at) {
			if (bits_on(own ^ list.letters[at]) > 2 * most)
				return;
			var slips = distance(word, list.words[at], most);
			if (slips > most)
				return;
			if (slips < most)
				hits = [];
			most = slips;
			hits.push(Object.assign(hit(list, at), { slips: slips }));
		}

		lists.forEach(function (list) {
			for (var l = word.length - most; l <= word.length + most; l++)
				of_length(list, l).forEach(function (at) {
					look(list, at);
				});
		});
		return hits.sort(function (a, b) {
			return (a.word[0] !== word[0]) - (b.word[0] !== word[0]);
		}).slice(0, MOST_SLIPPED);
	}

	/* The files are loaded when first asked for: load(file) gives a promise that is
	   kept when that file of search/ has run. */
	class Index {
		constructor(load) {
			this.load = load;
			this.files = {};
		}

		file(name, decode) {
			var files = this.files;
			if (!files[name]) {
				files[name] = this.load(name + ".js").then(function () {
					var data = arrived[name];
					delete arrived[name];
					return decode(data);
				});
				files[name].catch(function () {
					delete files[name];
				});
			}
			return files[name];
		}

		/* To be called before the others. */
		open() {
			return this.file("index", (data) => Object.assign(this, data));
		}

		/* Words with their stems, and the first stem in each file of postings. */
		list(k) {
			return this.file("w" + k, function (data) {
				return Object.assign(read_words(data[0]),
					{ number: k, firsts: data.slice(1) });
			});
		}

		lists(numbers) {
			return Promise.all(Array.from(new Set(numbers), this.list, this));
		}

		/* The lists that hold words beginning with `start`. */
		near(start) {
			var k = place(this.words, start);
			var found = [k];
			while (++k < this.words.length && this.words[k].startsWith(start))
				found.push(k);
			return found;
		}

		async exactly(word) {
			var list = await this.list(place(this.words, word));
			var at = place(list.words, word);
			return list.words[at] === word ? hit(list, at) : null;
		}

		/* Words that begin with `start`, the shortest first: they are the nearest. */
		async begun(start) {
			var hits = [];
			(await this.lists(this.near(start))).forEach(function (list) {
				var at = place(list.words, start);
				if (list.words[at] < start)
					at++;
				for (; at < list.words.length && list.words[at].startsWith(start); at++)
					hits.push(hit(list, at));
			});
			return hits.sort((a, b) => a.word.length - b.word.length)
				.slice(0, MOST_BEGUN);
		}

		/* Most slips keep the first letter or swap it with the second: only where no
		   such word is found, all are looked at. */
		async misspelt(word) {
			var most = slips_allowed(word);
			if (!most)
				return [];
			var hits = nearest(word, await this.lists(
				this.near(word[0]).concat(this.near(word[1]))), most);
			return hits.length ? hits :
				nearest(word, await this.lists(this.words.keys()), most);
		}

		/* The pages that hold a hit's stem. */
		async postings(hit) {
			var k = place(hit.list.firsts, hit.stem);
			var i = hit.stem - hit.list.firsts[k];
			var stems = await this.file("p" + hit.list.number + "-" + k,
				(data) => data.split(","));
			if (typeof stems[i] === "string")
				stems[i] = read_postings(stems[i], this.levels);
			return stems[i];
		}

		async page(number) {
			var k = place(this.pages, number);
			var pages = await this.file("d" + k, read_pages);
			return pages[number - this.pages[k]];
		}
	}

	liverySearch.Index = Index;
	return liverySearch;
})();
