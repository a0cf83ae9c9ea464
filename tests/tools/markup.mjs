/* Reads HTML as far as the tests need it: tags with their attributes, the text
   between them, and the content of script and style. The Nu checker proves that
   the pages are well-formed; this reader may count on it. */

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
const RAW = /^(script|style|textarea|title)$/;

export function decode(text) {
	return text.replace(/&(#x[0-9a-f]+|#[0-9]+|[a-z]+);/gi, (whole, name) => {
		if (name[0] !== "#")
			return ENTITIES[name] ?? whole;
		const digits = name.slice(1);
		const code = /^x/i.test(digits) ? parseInt(digits.slice(1), 16) : parseInt(digits, 10);
		return String.fromCodePoint(code);
	});
}

function attributes(source) {
	const found = new Map();
	const pattern = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
	for (const m of source.matchAll(pattern))
		found.set(m[1].toLowerCase(), decode(m[2] ?? m[3] ?? m[4] ?? ""));
	return found;
}

function line_counter(source) {
	let at = 0, line = 1;
	return (offset) => {
		for (; at < offset; at++)
			if (source[at] === "\n")
				line++;
		return line;
	};
}

/* Events in the order of the page: {tag, attrs, line}, {end, line} and
   {text, raw, line}; `raw` names the element when it is script or style. */
export function* events(source) {
	const pattern = /<!--[\s\S]*?-->|<!doctype[^>]*>|<(\/?)([a-z][a-z0-9-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>/gi;
	const line = line_counter(source);
	let at = 0, m;
	while ((m = pattern.exec(source))) {
		if (m.index > at)
			yield { text: decode(source.slice(at, m.index)), line: line(at) };
		at = pattern.lastIndex;
		if (!m[2])
			continue;
		const tag = m[2].toLowerCase();
		if (m[1]) {
			yield { end: tag, line: line(m.index) };
			continue;
		}
		yield { tag, attrs: attributes(m[3]), line: line(m.index) };
		if (!RAW.test(tag))
			continue;
		const close = source.toLowerCase().indexOf(`</${tag}`, at);
		const content = source.slice(at, close < 0 ? source.length : close);
		const raw = /^(script|style)$/.test(tag);
		yield { text: raw ? content : decode(content), raw: raw ? tag : undefined, line: line(at) };
		at = pattern.lastIndex = at + content.length;
	}
	if (at < source.length)
		yield { text: decode(source.slice(at)), line: line(at) };
}

const BLOCK = /^(address|article|aside|blockquote|br|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|option|p|pre|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)$/;

/* The text that a reader of the page meets, attributes that are read out or
   shown included; white space is one space. */
export function visible_text(source) {
	let out = "";
	for (const e of events(source)) {
		if (e.text !== undefined && !e.raw)
			out += e.text;
		else if (BLOCK.test(e.tag ?? e.end))
			out += " ";
		for (const name of ["alt", "placeholder", "aria-label"])
			if (e.attrs?.get(name))
				out += ` ${e.attrs.get(name)} `;
	}
	return out.replace(/\s+/g, " ");
}

/* The addresses inside a stylesheet. */
export function css_urls(source) {
	const found = [];
	const plain = source.replace(/\/\*[\s\S]*?\*\//g, (c) => c.replace(/[^\n]/g, " "));
	for (const m of plain.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')/g)) {
		const url = m[1] ?? m[2] ?? m[3] ?? m[4] ?? m[5];
		found.push({ url, line: plain.slice(0, m.index).split("\n").length });
	}
	return found;
}
