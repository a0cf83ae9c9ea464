/* Finds pages: the words of a query in the index, and the pages that hold them,
   best first. It touches no page: search-page.js shows what is found, and the
   tests run it in node. */
(function () {
	"use strict";

	var here = liverySearch;

	/* What another word is worth where the reader's own is not on the page. */
	var SYNONYM = 0.7, PARTS = 0.7, BEGINNING = 0.6, SLIPS = [1, 0.5, 0.3], KIN = 0.3;
	var TITLES = 10;	/* first pages whose titles are looked at */
	var ENDING = 3;		/* letters of an ending */
	var ENOUGH = 0.6;	/* of the best page's share of the query: what is listed */

	/* ---- Terms of a query: words, and what each may stand for ---- */

	class Term {
		/* `from` and `to`: where it stands in the query. */
		constructor(word, from, to, parts) {
			this.word = word;
			this.from = from;
			this.to = to;
			this.parts = parts;	/* of a compound: its words */
			this.choices = [];
			this.slipped = false;	/* for another word than this with an ending */
		}

		/* A page has this choice when it holds all hits. */
		add(factor, hits) {
			this.choices.push({ factor: factor, hits: hits, df: 0 });
		}

		async look_up(index) {
			await add_words(index, this, 1, [this.word]);
			if (this.parts.length)
				await add_words(index, this, PARTS, this.parts.map((w) => w.word));
		}

		/* The last word may be half typed; one that is not known may be misspelt. */
		async guess(index, last) {
			var known = this.choices.length > 0;
			if (last || !known)
				(await index.begun(this.word)).forEach(this.add_begun, this);
			if (known || last && this.choices.length > 0)
				return;
			var near = await index.misspelt(this.word);
			this.slipped = this.choices.length === 0 && near.length > 0 &&
				!near.some((hit) => this.word.startsWith(hit.word));
			near.forEach(this.add_slipped, this);
			if (this.choices.length === 0 && this.word.length > ENDING + 3)
				(await index.begun(this.word.slice(0, -ENDING)))
					.forEach(this.add_kin, this);
		}

		add_begun(hit) {
			if (hit.word !== this.word)
				this.add(BEGINNING * this.word.length / hit.word.length, [hit]);
		}

		add_slipped(hit) {
			this.add(SLIPS[hit.slips], [hit]);
		}

		/* An inflected form that no text has: other words that begin alike. */
		add_kin(hit) {
			this.add(KIN, [hit]);
		}

		/* All forms of the words found: those of one stem. */
		forms() {
			var forms = new Set();
			this.choices.forEach(function (choice) {
				choice.hits.forEach(function (hit) {
					hit.list.words.forEach(function (word, at) {
						if (hit.list.stems[at] === hit.stem)
							forms.add(word);
					});
				});
			});
			return forms;
		}
	}

	/* Adds the choice of all these words, if the index has them. */
	async function add_words(index, term, factor, words) {
		var hits = await Promise.all(words.map(index.exactly, index));
		if (hits.every(Boolean))
			term.add(factor, hits);
	}

	/* A compound, such as imap.example.com, is one term where the index knows it, and
	   its parts where not. */
	async function terms_of(index, query) {
		var chunks = here.chunks(query);
		var terms = [];
		for (var c of chunks) {
			var last = c === chunks[chunks.length - 1];
			if (c.compound && (await index.exactly(c.compound) ||
			    last && (await index.begun(c.compound)).length))
				terms.push(new Term(c.compound, c.from, c.to, c.words));
			else
				for (var w of c.words)
					terms.push(new Term(w.word, w.from, w.to, []));
		}
		await Promise.all(terms.map((term) => term.look_up(index)));
		await add_joined(index, terms);
		await add_synonyms(index, terms);
		await Promise.all(terms.map((term, i) =>
			term.guess(index, i === terms.length - 1)));
		return terms;
	}

	/* "mail box" is also mailbox, for both words. */
	async function add_joined(index, terms) {
		for (var i = 1; i < terms.length; i++) {
			var joined = [terms[i - 1].word + terms[i].word];
			await add_words(index, terms[i - 1], 1, joined);
			await add_words(index, terms[i], 1, joined);
		}
	}

	/* The terms that say `words` in a row. */
	function saying(terms, words) {
		var found = [];
		terms.forEach(function (term, i) {
			var row = terms.slice(i, i + words.length);
			if (words.every((word, j) => row[j] && row[j].word === word))
				found = found.concat(row);
		});
		return found;
	}

	async function add_synonyms(index, terms) {
		for (var group of index.synonyms)
			for (var member of group)
				for (var term of saying(terms, member.split(" ")))
					for (var other of group)
						if (other !== member)
							await add_words(index, term, SYNONYM, other.split(" "));
	}

	/* ---- Scores ---- */

	/* How telling it is that a page has what `df` of n pages have. */
	function rarity(n, df) {
		return Math.log(1 + (n - df + 0.5) / (df + 0.5));
	}

	/* What a choice is worth on each page: of several words, what the least one is. */
	async function worth(index, choice) {
		var stems = await Promise.all(choice.hits.map(index.postings, index));
		var least = null;
		stems.forEach(function (stem) {
			var all = new Float32Array(index.n);
			stem.pages.forEach(function (page, i) {
				all[page] = least ? Math.min(stem.impacts[i], least[page]) :
					stem.impacts[i];
			});
			least = all;
		});
		choice.df = Math.min.apply(null, stems.map((stem) => stem.df));
		return least;
	}

	/* term.best: what the term is worth by page; term.weight: what it counts. */
	async function weigh(index, term) {
		var best = term.best = new Float32Array(index.n);
		var choices = term.choices;
		(await Promise.all(choices.map((choice) => worth(index, choice))))
			.forEach(function (worth, i) {
				for (var page = 0; page < best.length; page++)
					if (worth[page] * choices[i].factor > best[page])
						best[page] = worth[page] * choices[i].factor;
			});
		term.weight = rarity(index.n, choices.length && choices[0].factor === 1 ?
			choices[0].df : best.reduce((df, b) => df + (b > 0 ? 1 : 0), 0));
	}

	/* The weight of the terms that a title says in the reader's own words. */
	function said(terms, page) {
		var words = here.words(page.title);
		return terms.reduce((weight, term) =>
			weight + (words.includes(term.word) ? term.weight : 0), 0);
	}

	/* The pages that have most of the query, best first, and whether none has all.
	   A page that lacks a word sinks, the deeper the rarer the word. A stem hides
	   that "settings" is not "set up": of the first pages the titles are looked at. */
	async function rank(index, terms) {
		var score = new Float32Array(index.n), share = new Float32Array(index.n);
		var whole = 0, most = 0, pages = [];
		terms.forEach(function (term) {
			whole += term.weight;
			for (var page = 0; page < index.n; page++)
				if (term.best[page] > 0) {
					score[page] += term.weight * term.best[page];
					share[page] += term.weight;
					most = Math.max(most, share[page]);
				}
		});
		share.forEach(function (held, page) {
			score[page] *= held;
			if (held > 0 && held >= ENOUGH * most)
				pages.push(page);
		});
		var better = (a, b) => score[b] - score[a] || a - b;
		pages.sort(better);
		var first = await Promise.all(pages.slice(0, TITLES).map(async function (page) {
			score[page] *= 1 + said(terms, await index.page(page)) / whole;
			return page;
		}));
		return { partly: most < ENOUGH * whole,
			pages: first.sort(better).concat(pages.slice(TITLES)) };
	}

	/* ---- The answer ---- */

	/* The query with its misspelt words as the index has them, or "". */
	function meant(terms, query) {
		var text = "", at = 0;
		terms.filter((term) => term.slipped).forEach(function (term) {
			var best = term.choices.reduce((a, b) => b.df > a.df ? b : a);
			text += query.slice(at, term.from) + best.hits[0].word;
			at = term.to;
		});
		return text && text + query.slice(at);
	}

	/* Without "how", "to" and "my" beside what the question is about. */
	function telling(terms) {
		var most = terms.reduce((weight, term) => Math.max(weight, term.weight), 0);
		return terms.filter((term) => term.word.length > 3 || 2 * term.weight >= most);
	}

	class Answer {
		constructor(index, query, terms, ranked) {
			var about = telling(terms);
			this.index = index;
			this.pages = ranked.pages;
			this.count = ranked.pages.length;
			this.partly = ranked.partly;
			this.meant = meant(terms, query);
			this.weights = about.map((term) => term.weight);
			this.forms = about.map((term) => term.forms());
			this.has = this.has.bind(this);
		}

		/* Is this word of a text one that was found? */
		has(word) {
			return this.forms.some((forms) => forms.has(word));
		}

		/* Which terms a text holds. */
		held(text) {
			var words = here.words(text);
			return this.forms.map((forms) => words.some((w) => forms.has(w)));
		}

		/* The heading that has most of what the title lacks. */
		heading(page) {
			var title = this.held(page.title);
			var most = 0, best = null;
			page.headings.forEach(function (heading) {
				var more = 0;
				this.held(heading.title).forEach(function (has, i) {
					if (has && !title[i])
						more += this.weights[i];
				}, this);
				if (more > most) {
					most = more;
					best = heading;
				}
			}, this);
			return best;
		}

		/* Results from one number to before another: { title, url, section, text, lang },
		   and heading { title, id } where that says more. */
		async read(from, to) {
			var pages = await Promise.all(
				this.pages.slice(from, to).map(this.index.page, this.index));
			return pages.map((page) => Object.assign({}, page,
				{ heading: this.heading(page) }));
		}
	}

	/* Gives { find(query) }, which promises an Answer, or null for a query without words. */
	liverySearch.open = function (load) {
		var index = new here.Index(load);

		async function find(query) {
			await index.open();
			var terms = await terms_of(index, query);
			await Promise.all(terms.map((term) => weigh(index, term)));
			return terms.length ?
				new Answer(index, query, terms, await rank(index, terms)) : null;
		}

		/* All pages, in order: for looking through an index. */
		async function pages() {
			await index.open();
			var numbers = Array.from({ length: index.n }, (nothing, number) => number);
			return Promise.all(numbers.map(index.page, index));
		}

		return { find: find, pages: pages };
	};
})();
