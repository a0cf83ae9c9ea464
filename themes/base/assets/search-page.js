/* The search page: asks search.js and shows what it finds. Every word shown is
   in the page or in an article; both go in as text, never as markup. */
(function () {
	"use strict";

	var FIRST = 10;		/* results shown at once, and by each press of the button */
	var PAUSE = 120;	/* milliseconds without a key before a search */
	var HUSH = 700;		/* and before a screen reader is told of it */

	var form = document.querySelector("main .search-form");
	var input = form.querySelector("input");
	var box = document.querySelector(".search");
	var list = box.querySelector(".results");
	var more = box.querySelector(".search-more");
	var topics = document.getElementById("search-topics");
	var status = document.getElementById("search-status");
	var finder = liverySearch.open(load);

	var asked = "";		/* the query that the page shows, or will */
	var found = null;	/* the answer to it */
	var typing, telling;

	/* Inserting a script is the one way to read a file that also works from
	   file://. It calls liverySearch itself. */
	function load(file) {
		return new Promise(function (done, failed) {
			var script = document.createElement("script");
			script.src = "search/" + file;
			script.onload = done;
			script.onerror = failed;
			document.head.appendChild(script);
		});
	}

	function part(name) {
		return box.querySelector(".search-" + name);
	}

	/* A text of the page with its {parts} put in: phrase("found", { n: 3 }). */
	function phrase(name, parts) {
		return box.dataset[name].replace(/\{(\w+)\}/g, function (all, key) {
			return parts[key];
		});
	}

	function make(name, className) {
		var node = document.createElement(name);
		node.className = className;
		return node;
	}

	/* ---- One result ---- */

	/* `text` with the words of the query marked. */
	function marked(node, text) {
		liverySearch.pieces(text, found.has).forEach(function (piece) {
			var mark = piece.found ? make("mark", "") : null;
			(mark || node).appendChild(document.createTextNode(piece.text));
			if (mark)
				node.appendChild(mark);
		});
		return node;
	}

	/* A text of the article, in its language where that is not the page's. */
	function text_of(result, name, className, text, href) {
		var node = make(name, className);
		var inner = href ? node.appendChild(make("a", "")) : node;
		if (href)
			inner.href = href;
		if (result.lang) {
			node.lang = result.lang;
			node.dir = "auto";
		}
		marked(inner, text);
		return node;
	}

	function show_result(result) {
		var item = list.appendChild(make("li", "result"));
		item.append(text_of(result, "h3", "", result.title, result.url));
		if (result.section)
			item.appendChild(make("p", "result-section")).textContent =
				result.section;
		if (result.text)
			item.append(text_of(result, "p", "result-text", result.text));
		if (result.heading)
			item.append(text_of(result, "p", "result-heading", result.heading.title,
				result.url + "#" + encodeURIComponent(result.heading.id)));
	}

	/* Adds the next results; `focus`: the first of them is where the reader goes on. */
	function show_more(focus) {
		var from = list.children.length;
		var answer = found;
		return answer.read(from, from + FIRST).then(function (results) {
			if (answer !== found || list.children.length !== from)
				return;
			results.forEach(show_result);
			more.hidden = list.children.length >= answer.count;
			if (focus && list.children[from])
				list.children[from].querySelector("a").focus();
		});
	}

	/* ---- The page around them ---- */

	/* The heading at once; a screen reader when the typing rests. */
	function tell(text) {
		part("count").textContent = text;
		clearTimeout(telling);
		telling = setTimeout(function () {
			status.textContent = text;
		}, HUSH);
	}

	function show_meant(words) {
		var at = part("meant");
		var text = box.dataset.meant.split("{query}");
		at.textContent = "";
		at.hidden = !words;
		if (!words)
			return;
		var a = make("a", "");
		a.href = "?q=" + encodeURIComponent(words);
		a.textContent = words;
		at.append(text[0], a, text[1] || "");
	}

	function show_state(answer) {
		part("partly").hidden = !answer || !answer.partly || answer.count === 0;
		part("advice").hidden = !answer || answer.count > 0;
		show_meant(answer && answer.meant);
		if (topics)
			topics.hidden = Boolean(answer && answer.count > 0);
	}

	function show(answer) {
		found = answer;
		list.textContent = "";
		more.hidden = true;
		show_state(answer);
		tell(phrase(answer.count ? "found" : "none", { query: asked,
			n: answer.count.toLocaleString(document.documentElement.lang) }));
		return show_more(false);
	}

	function show_nothing() {
		found = null;
		clearTimeout(telling);
		status.textContent = list.textContent = "";
		more.hidden = box.hidden = true;
		show_state(null);
	}

	function show_failure() {
		found = null;
		tell(box.dataset.failed);
		list.textContent = "";
		show_state(null);
	}

	/* ---- The query ---- */

	/* So that Back and a link lead to what was found; some browsers refuse on file://. */
	function keep_address(query) {
		try {
			history.replaceState(null, "", query ?
				"?q=" + encodeURIComponent(query) : location.pathname);
		} catch (e) {
			return;
		}
	}

	function search() {
		var query = input.value.trim();
		clearTimeout(typing);
		if (query === asked)
			return;
		asked = query;
		keep_address(query);
		if (!query) {
			show_nothing();
			return;
		}
		if (box.hidden)
			part("count").textContent = box.dataset.loading;
		box.hidden = false;
		finder.find(query).then(function (answer) {
			if (query !== asked)
				return;
			if (answer)
				return show(answer);
			show_nothing();
		}).catch(function () {
			if (query === asked)
				show_failure();
		});
	}

	input.addEventListener("input", function () {
		clearTimeout(typing);
		typing = setTimeout(search, PAUSE);
	});
	form.addEventListener("submit", function (event) {
		event.preventDefault();
		search();
	});
	more.addEventListener("click", function () {
		show_more(true);
	});

	input.value = new URLSearchParams(location.search).get("q") || "";
	search();
	if (!input.value)
		input.focus();
})();
