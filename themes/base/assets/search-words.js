/* How a text is cut into words, those of a query as those of an article (gen/search
   cuts articles in the same way), and where words that were found stand in a text. */
(function () {
	"use strict";

	var SPLIT = /[.\-_@\u2010]/;
	var RUN = "[\\p{L}\\p{N}\\p{M}\\u00ad\\u200b-\\u200d\\u2060\\ufeff]+";
	var CHUNK = new RegExp(RUN + "(?:[.\\-_@\\u2010]" + RUN + ")*", "gu");
	var CJK = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;
	var PLAIN = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d",
		"ð": "d", "þ": "th", "ı": "i", "ς": "σ" };

	/* Without case, accents and invisible characters. */
	function normal(text) {
		return text.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
			.normalize("NFKD").replace(/[\u0300-\u036f]/g, "")
			.normalize("NFC").toLowerCase()
			.replace(/[ßæœøłđðþıς]/g, function (c) {
				return PLAIN[c];
			});
	}

	function each_match(pattern, text, visit) {
		var match;
		pattern.lastIndex = 0;
		while ((match = pattern.exec(text)))
			visit(match[0], match.index);
	}

	function add_word(words, text, from) {
		var word = normal(text);
		if (word.length >= 2 && word.length <= 40)
			words.push({ word: word, from: from, to: from + text.length });
	}

	/* Scripts that put no spaces between words are searched by pairs of characters. */
	function add_pairs(words, run, from) {
		var signs = Array.from(run);
		for (var i = 0; i < Math.max(signs.length - 1, 1); i++) {
			var pair = signs[i] + (signs[i + 1] || "");
			words.push({ word: normal(pair), from: from, to: from + pair.length });
			from += signs[i].length;
		}
	}

	function add_part(words, part, from) {
		var at = 0;
		each_match(CJK, part, function (run, start) {
			add_word(words, part.slice(at, start), from + at);
			add_pairs(words, run, from + start);
			at = start + run.length;
		});
		add_word(words, part.slice(at), from + at);
	}

	/* imap.example.com and e-mail, as one word; "" when the chunk has no such form. */
	function compound(chunk, parts) {
		var word = normal(chunk).replace(/\u2010/g, "-");
		if (parts.length < 2 || word.length > 64 || chunk.search(CJK) >= 0)
			return "";
		if (/[._@]/.test(word))
			return word;
		return parts.length <= 3 ? word.replace(/-/g, "") : "";
	}

	/* The chunks of a text, each with its words and, of several parts, its compound. */
	function chunks(text) {
		var list = [];
		each_match(CHUNK, text, function (chunk, from) {
			var parts = chunk.split(SPLIT);
			var words = [];
			var at = from;
			parts.forEach(function (part) {
				add_part(words, part, at);
				at += part.length + 1;
			});
			list.push({ from: from, to: from + chunk.length, words: words,
				compound: compound(chunk, parts) });
		});
		return list;
	}

	/* All words of a text. */
	function words(text) {
		var list = [];
		chunks(text).forEach(function (chunk) {
			if (chunk.compound)
				list.push(chunk.compound);
			chunk.words.forEach(function (w) {
				list.push(w.word);
			});
		});
		return list;
	}

	/* `text` cut where it holds words that `has` knows: [{ text, found }]. */
	function pieces(text, has) {
		var list = [], at = 0;

		function cut(to, found) {
			if (to > at)
				list.push({ text: text.slice(at, to), found: found });
			at = Math.max(at, to);
		}

		chunks(text).forEach(function (chunk) {
			var words = chunk.compound && has(chunk.compound) ? [chunk] :
				chunk.words.filter(function (w) {
					return has(w.word);
				});
			words.forEach(function (w) {
				cut(w.from, false);
				cut(w.to, true);
			});
		});
		cut(text.length, false);
		return list;
	}

	liverySearch.chunks = chunks;
	liverySearch.words = words;
	liverySearch.pieces = pieces;
})();
