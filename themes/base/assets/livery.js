/* What a page gains with a script; every page is whole without it. A classic
   script, so that it also runs from file://. It keeps what it keeps in
   localStorage and sends nothing but the feedback and the forms readers send. */
(function () {
	"use strict";

	var own = document.currentScript.dataset;
	var root = document.documentElement;
	var dark = window.matchMedia("(prefers-color-scheme: dark)");

	/* Private windows and some file:// settings refuse storage: then nothing is remembered. */
	function recall(key) {
		try {
			return localStorage.getItem("livery:" + own.brand + ":" + key);
		} catch (e) {
			return null;
		}
	}

	function keep(key, value) {
		try {
			if (value === null)
				localStorage.removeItem("livery:" + own.brand + ":" + key);
			else
				localStorage.setItem("livery:" + own.brand + ":" + key, value);
		} catch (e) {
			return;
		}
	}

	function all(selector, from) {
		return Array.prototype.slice.call(
			(from || document).querySelectorAll(selector));
	}

	function make(name, attributes, text) {
		var node = document.createElement(name);
		for (var key in attributes)
			node.setAttribute(key, attributes[key]);
		if (text)
			node.textContent = text;
		return node;
	}

	/* ---- Light and dark ---- */

	function scheme() {
		return root.getAttribute("data-scheme") ||
			(dark.matches ? "dark" : "light");
	}

	/* The logo follows the system in HTML; a choice made here overrides it. */
	function show_scheme() {
		var now = scheme();
		var chosen = root.hasAttribute("data-scheme");
		all("[data-scheme-dark]").forEach(function (source) {
			source.media = !chosen ? "(prefers-color-scheme: dark)" :
				now === "dark" ? "all" : "not all";
		});
		all(".scheme").forEach(function (button) {
			button.hidden = false;
			button.dataset.to = now === "dark" ? "light" : "dark";
			button.setAttribute("aria-label",
				now === "dark" ? own.light : own.dark);
		});
	}

	function switch_scheme() {
		var next = scheme() === "dark" ? "light" : "dark";
		var system = dark.matches ? "dark" : "light";
		if (next === system) {
			root.removeAttribute("data-scheme");
			keep("scheme", null);
		} else {
			root.setAttribute("data-scheme", next);
			keep("scheme", next);
		}
		show_scheme();
	}

	/* Before the body is drawn, so that nothing flashes. */
	var remembered = recall("scheme");
	if (remembered === "light" || remembered === "dark")
		root.setAttribute("data-scheme", remembered);

	function start_scheme() {
		show_scheme();
		all(".scheme").forEach(function (button) {
			button.addEventListener("click", switch_scheme);
		});
		if (dark.addEventListener)
			dark.addEventListener("change", show_scheme);
	}

	/* ---- Folded navigation: open where there is room; a browser that shows the
	   folded links as well may still keep them from assistive technology ---- */

	function start_folds() {
		[[".side > .fold", 64], [".toc > .fold", 80]].forEach(function (f) {
			if (window.matchMedia("(min-width: " + f[1] + "rem)").matches)
				all(f[0]).forEach(function (fold) {
					fold.open = true;
				});
		});
	}

	/* ---- Tabs ---- */

	function name_of(tab) {
		return tab.textContent;
	}

	function select_tab(box, index, focus) {
		var tabs = all(":scope > .tab-list > [role=tab]", box);
		var panels = all(":scope > .tab", box);
		tabs.forEach(function (tab, i) {
			tab.setAttribute("aria-selected", i === index ? "true" : "false");
			tab.tabIndex = i === index ? 0 : -1;
			panels[i].hidden = i !== index;
		});
		if (focus)
			tabs[index].focus();
	}

	/* Boxes with the same data-sync move together; the reader's own box does not jump. */
	function choose_tab(box, index, focus) {
		var sync = box.dataset.sync;
		var name = name_of(all(":scope > .tab-list > [role=tab]", box)[index]);
		var top = box.getBoundingClientRect().top;
		select_tab(box, index, focus);
		if (!sync)
			return;
		keep("tab:" + sync, name);
		all(".tabs.live").forEach(function (other) {
			if (other !== box && other.dataset.sync === sync)
				select_named(other, name);
		});
		window.scrollBy({
			top: box.getBoundingClientRect().top - top,
			behavior: "instant"
		});
	}

	function select_named(box, name) {
		all(":scope > .tab-list > [role=tab]", box).forEach(function (tab, i) {
			if (name_of(tab) === name)
				select_tab(box, i, false);
		});
	}

	function tab_key(box, count, event) {
		var at = Number(event.target.dataset.at);
		var step = root.dir === "rtl" ? -1 : 1;
		var to = { ArrowRight: at + step, ArrowLeft: at - step,
			Home: 0, End: count - 1 }[event.key];
		if (to === undefined)
			return;
		event.preventDefault();
		choose_tab(box, (to + count) % count, true);
	}

	function build_tabs(box, number) {
		var panels = all(":scope > .tab", box);
		var list = make("div", { "class": "tab-list", role: "tablist" });
		if (!panels.length)
			return;
		panels.forEach(function (panel, i) {
			var title = panel.querySelector(":scope > .tab-title");
			var id = panel.id || "tab-" + number + "-" + i;
			var words = title ? title.cloneNode(true) : null;
			if (words)
				all(".anchor", words).forEach(function (a) {
					a.remove();
				});
			var tab = make("button", { type: "button", role: "tab",
				id: id + "-tab", "aria-controls": id },
				words ? words.textContent.trim() : String(i + 1));
			tab.dataset.at = i;
			panel.id = id;
			panel.setAttribute("role", "tabpanel");
			panel.setAttribute("aria-labelledby", tab.id);
			panel.tabIndex = 0;
			tab.addEventListener("click", function () {
				choose_tab(box, i, false);
				history.replaceState(null, "", "#" + panel.id);
			});
			tab.addEventListener("keydown", function (event) {
				tab_key(box, panels.length, event);
			});
			list.appendChild(tab);
		});
		box.insertBefore(list, box.firstChild);
		box.classList.add("live");
		select_tab(box, 0, false);
		if (box.dataset.sync && recall("tab:" + box.dataset.sync))
			select_named(box, recall("tab:" + box.dataset.sync));
	}

	/* An address may point into a tab that is hidden, or into a closed details. */
	function open_target() {
		var id = location.hash.slice(1);
		try {
			id = decodeURIComponent(id);
		} catch (e) {
			return;
		}
		var target = id && document.getElementById(id);
		if (!target)
			return;
		for (var at = target; at; at = at.parentElement) {
			if (at.matches(".tabs.live > .tab"))
				select_tab(at.parentElement,
					all(":scope > .tab", at.parentElement).indexOf(at));
			if (at.tagName === "DETAILS")
				at.open = true;
		}
		target.scrollIntoView({ behavior: "instant" });
	}

	function start_tabs() {
		all(".tabs").forEach(build_tabs);
		if (location.hash)
			open_target();
		window.addEventListener("hashchange", open_target);
	}

	/* ---- Copying ---- */

	/* The clipboard needs a secure context; a selection and execCommand work without. */
	function copy_text(text) {
		if (navigator.clipboard && window.isSecureContext)
			return navigator.clipboard.writeText(text);
		return new Promise(function (done, failed) {
			var area = make("textarea", { readonly: "", "class": "visually-hidden" });
			area.value = text;
			document.body.appendChild(area);
			area.select();
			var copied = document.execCommand("copy");
			area.remove();
			(copied ? done : failed)();
		});
	}

	function start_code() {
		all(".code > pre").forEach(function (pre) {
			var button = make("button", { type: "button", "class": "quiet copy" },
				own.copy);
			var said = make("span", { "class": "visually-hidden", role: "status" });
			button.addEventListener("click", function () {
				copy_text(pre.textContent).then(function () {
					button.textContent = said.textContent = own.copied;
					setTimeout(function () {
						button.textContent = own.copy;
						said.textContent = "";
					}, 2000);
				}, function () {
					getSelection().selectAllChildren(pre);
				});
			});
			pre.parentNode.appendChild(button);
			pre.parentNode.appendChild(said);
		});
	}

	function start_coupons() {
		all("[data-coupon]").forEach(function (bar) {
			var button = bar.querySelector("button");
			var said = bar.querySelector(".said");
			if (!bar.dataset.coupon)
				return;
			button.hidden = false;
			button.addEventListener("click", function () {
				copy_text(bar.dataset.coupon).then(function () {
					said.textContent = bar.dataset.said;
				}, function () {
					getSelection().selectAllChildren(bar.querySelector("code"));
				});
			});
		});
	}

	/* ---- The reader's own details in the text ---- */

	function fill_reader(name, value) {
		all('.reader[data-reader="' + name + '"]').forEach(function (span) {
			if (span.dataset.example === undefined)
				span.dataset.example = span.textContent;
			span.textContent = value || span.dataset.example;
		});
	}

	function start_readers() {
		var box = document.querySelector(".readers");
		if (!box)
			return;
		var inputs = all("[data-reader-input]", box);
		inputs.forEach(function (input) {
			var name = input.dataset.readerInput;
			input.value = recall("reader:" + name) || "";
			fill_reader(name, input.value.trim());
			input.addEventListener("input", function () {
				keep("reader:" + name, input.value.trim() || null);
				fill_reader(name, input.value.trim());
			});
		});
		box.querySelector("button").addEventListener("click", function () {
			inputs.forEach(function (input) {
				input.value = "";
				keep("reader:" + input.dataset.readerInput, null);
				fill_reader(input.dataset.readerInput, "");
			});
			inputs[0].focus();
		});
		box.hidden = false;
	}

	/* ---- Where the reader is, in the table of contents ---- */

	function start_toc() {
		var links = all(".toc a");
		var heads = links.map(function (link) {
			return document.getElementById(
				decodeURIComponent(link.hash.slice(1)));
		});
		if (!links.length || !window.IntersectionObserver)
			return;

		function mark() {
			var at = -1;
			heads.forEach(function (head, i) {
				if (head && head.getBoundingClientRect().top <
				    window.innerHeight * 0.3)
					at = i;
			});
			links.forEach(function (link, i) {
				if (i === at)
					link.setAttribute("aria-current", "location");
				else
					link.removeAttribute("aria-current");
			});
		}

		var observer = new IntersectionObserver(mark,
			{ rootMargin: "0px 0px -70% 0px" });
		heads.forEach(function (head) {
			if (head)
				observer.observe(head);
		});
		mark();
	}

	/* ---- Feedback and forms ---- */

	/* No answer can be read across origins: sent is what we know. */
	function send(form, extra) {
		var body = new FormData(form);
		for (var key in extra)
			body.append(key, extra[key]);
		return fetch(form.action, { method: "POST", mode: "no-cors",
			credentials: "omit", body: new URLSearchParams(body) });
	}

	function start_feedback() {
		all(".feedback").forEach(function (box) {
			var said = box.querySelector(".said");
			var answers = box.querySelector(".answers");
			if (box.tagName !== "FORM" || !/^http/.test(box.action)) {
				answers.addEventListener("click", function () {
					said.textContent = box.dataset.thanks;
				});
				return;
			}
			box.addEventListener("submit", function (event) {
				event.preventDefault();
				send(box, { helpful: event.submitter ?
					event.submitter.value : "" }).then(function () {
					answers.hidden = true;
					said.textContent = box.dataset.thanks;
				}, function () {
					said.textContent = box.dataset.failed;
				});
			});
		});
	}

	/* Is the host of this address one of the refused, or below one? */
	function refused(address, domains) {
		var host = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
		return domains.some(function (domain) {
			return host === domain || host.endsWith("." + domain);
		});
	}

	function start_lead(form) {
		var email = form.querySelector("[type=email]");
		var button = form.querySelector("[type=submit]");
		var said = form.querySelector(".said");
		var domains = (form.dataset.refuse || "").split(/\s+/)
			.filter(Boolean);

		email.addEventListener("input", function () {
			email.setCustomValidity(refused(email.value.trim(), domains) ?
				form.dataset.refused : "");
		});
		form.addEventListener("submit", function (event) {
			if (!/^http/.test(form.action))
				return;
			event.preventDefault();
			button.disabled = true;
			said.textContent = form.dataset.wait;
			send(form, {}).then(function () {
				form.reset();
				said.textContent = form.dataset.thanks;
			}, function () {
				said.textContent = form.dataset.failed;
			}).then(function () {
				button.disabled = false;
			});
		});
	}

	/* ---- The search box ---- */

	/* A key alone as a shortcut must be possible to turn off (WCAG 2.1.4). */
	function start_search_key() {
		var box = document.querySelector(".search-key");
		if (!box)
			return;
		var choice = box.querySelector("input");
		choice.checked = recall("search-key") !== "off";
		choice.addEventListener("change", function () {
			keep("search-key", choice.checked ? null : "off");
		});
		box.hidden = false;
	}

	function start_search() {
		start_search_key();
		document.addEventListener("keydown", function (event) {
			var input = all(".search-form input").find(function (i) {
				return i.offsetParent;
			});
			if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey ||
			    !input || recall("search-key") === "off" ||
			    event.target.closest("input, textarea, select"))
				return;
			event.preventDefault();
			input.select();
		});
	}

	/* ---- Print and favourites ---- */

	function start_print() {
		all("button.print").forEach(function (button) {
			button.hidden = false;
			button.addEventListener("click", function () {
				window.print();
			});
		});
	}

	function favourites() {
		try {
			var list = JSON.parse(recall("favourites"));
			return Array.isArray(list) ? list : [];
		} catch (e) {
			return [];
		}
	}

	/* Stored text came from this page's own titles, yet it goes back as text only,
	   and an address must be one of this site's own. */
	function list_favourites(details, list) {
		var ul = details.querySelector("ul");
		ul.textContent = "";
		list.forEach(function (item) {
			if (!/^[^:?#\/][^:?#]*\.html$/.test(item.url) ||
			    item.url.indexOf("..") >= 0)
				return;
			var li = make("li", {});
			li.appendChild(make("a", { href: own.root + item.url },
				String(item.title)));
			ul.appendChild(li);
		});
		details.hidden = !ul.children.length;
	}

	function start_favourites(box) {
		var button = box.querySelector("button");

		function draw() {
			var list = favourites();
			var is = list.some(function (item) {
				return item.url === own.url;
			});
			button.textContent = is ? box.dataset.remove : box.dataset.add;
			button.classList.toggle("on", is);
			list_favourites(box.querySelector("details"), list);
		}

		button.addEventListener("click", function () {
			var list = favourites();
			var rest = list.filter(function (item) {
				return item.url !== own.url;
			});
			if (rest.length === list.length)
				rest.push({ url: own.url, title: box.dataset.title });
			keep("favourites", JSON.stringify(rest));
			draw();
		});
		box.hidden = false;
		draw();
	}

	document.addEventListener("DOMContentLoaded", function () {
		start_scheme();
		start_folds();
		start_readers();
		start_tabs();
		start_code();
		start_coupons();
		start_toc();
		start_feedback();
		all(".lead-form").forEach(start_lead);
		start_search();
		start_print();
		all(".favourites").forEach(start_favourites);
	});
})();
