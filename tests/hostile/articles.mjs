/* Inputs that cost parsers and compilers too much. A row is a name, what may
   become of it, and the article of about n bytes. "limit": must be refused with
   a named error; "error": must be refused, as anyone's mistake would be; "fine":
   legal and small work, must be accepted; "any": accepted or refused, in time. */

const article = (body) => `---\ntitle: Hostile\n---\n${body}\n`;
const times = (text, n) => text.repeat(Math.max(1, Math.floor(n / text.length)));

function nested_list(n) {
	let out = "";
	for (let depth = 0; out.length < n; depth++)
		out += `${"  ".repeat(depth % 200)}- a\n\n`;
	return out;
}

function sparse_table(n) {
	const half = Math.floor(n / 4);
	return `${times("|a", half)}|\n${times("|-", half)}|\n${times("a\n", n / 2)}`;
}

function backticks(n) {
	let out = "";
	for (let k = 1; out.length < n; k++)
		out += `e${"`".repeat(k)}`;
	return out;
}

function many_references(n) {
	let defs = "", uses = "";
	for (let i = 0; defs.length + uses.length < n; i++) {
		defs += `[r${i}]: /u\n`;
		uses += `[r${i}] `;
	}
	return `${uses}\n\n${defs}`;
}

function long_reference(n) {
	return `[${"a".repeat(n / 2)}]: /u\n\n${times(`[${"a".repeat(500)}] `, n / 2)}`;
}

function nested_containers(n) {
	const depth = Math.min(Math.floor(Math.sqrt(n)), 400);
	let out = "";
	for (let i = 0; i < depth; i++)
		out += `${":".repeat(depth + 3 - i)} details Title\n`;
	return out;
}

function anchors_bomb() {
	let out = "---\ntitle: Hostile\nextra:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
	for (let i = 1; i < 12; i++)
		out += `  a${i}: &a${i} [${Array(9).fill(`*a${i - 1}`).join(", ")}]\n`;
	return `${out}---\nBody\n`;
}

const loops = (depth) => `{% for x${depth} in {1,2,3,4,5,6,7,8,9,10} %}` +
	(depth > 0 ? loops(depth - 1) : "x") + "{% end %}";

export const sizes = [16, 64, 256];

export const rows = [
	["a sparse table", "any", (n) => article(sparse_table(n))],
	["one table row of many cells", "any", (n) => article(`|a|\n|-|\n${times("|x", n)}`)],
	["nested list items with blank lines", "any", (n) => article(nested_list(n))],
	["lists in lists on one line", "limit", (n) => article(times("- ", n))],
	["ordered lists in lists on one line", "limit", (n) => article(times("1. ", n))],
	["quotes, then emphasis", "limit", (n) => article(`${">".repeat(n / 2)}${times("a*", n / 2)}`)],
	["quotes in quotes", "limit", (n) => article(`${times("> ", n)}x`)],
	["empty images in brackets", "any", (n) => article(times("![[]()", n))],
	["open brackets", "any", (n) => article("[".repeat(n))],
	["brackets in brackets", "any", (n) => article(`${"[".repeat(n / 2)}a${"]".repeat(n / 2)}`)],
	["links that do not end", "any", (n) => article(times("[a](", n))],
	["links with open angles", "any", (n) => article(times("[a](<b", n))],
	["images that do not end", "any", (n) => article(times("![a](b ", n))],
	["backticks of growing length", "any", (n) => article(backticks(n))],
	["one line of stars", "any", (n) => article("*".repeat(n))],
	["one line of underscores", "any", (n) => article(`a${"_".repeat(n)}b`)],
	["openers of emphasis", "any", (n) => article(times("*a ", n))],
	["closers of emphasis", "any", (n) => article(times("a* ", n))],
	["emphasis both ways", "any", (n) => article(times("a**b", n))],
	["mixed emphasis", "any", (n) => article(times("*a_ ", n))],
	["nested strong", "any", (n) => article(`${times("*a **a ", n / 2)}b${times("** a* ", n / 2)}`)],
	["tildes", "any", (n) => article(times("~~a ~", n))],
	["many references", "any", (n) => article(many_references(n))],
	["one long reference", "any", (n) => article(long_reference(n))],
	["many footnotes", "any", (n) => article(`${times("[^a]", n)}\n\n[^a]: x`)],
	["addresses that go on", "any", (n) => article(times("http://a.b/(", n))],
	["www that goes on", "any", (n) => article(times("www.", n))],
	["mail addresses that go on", "any", (n) => article(times("a@b.", n))],
	["open comments", "any", (n) => article(times("a <!-- ", n))],
	["open tags", "any", (n) => article(times("<a b=\"", n))],
	["processing instructions", "any", (n) => article(times("a <? ", n))],
	["ampersands", "any", (n) => article(times("&a", n))],
	["backslashes", "any", (n) => article("\\".repeat(n))],
	["fences that open", "any", (n) => article(times("````\n~~~\n", n))],
	["headings of one name", "any", (n) => article(times("# a\n", n))],
	["headings with the same id", "error", (n) => article(times("# a {#a}\n", n))],
	["containers in containers", "error", (n) => article(nested_containers(n))],
	["containers that do not open", "error", (n) => article(times(":::\n\n", n))],
	["values that do not close", "error", (n) => article(times("{{ ", n))],
	["braces in braces", "error", (n) => article(`{{ ${"{".repeat(n)} }}`)],
	["brackets in an expression", "error", (n) => article(`{{ ${"(".repeat(n)} }}`)],
	["a long expression", "any", (n) => article(`{{ ${times("1 + ", n)}1 }}`)],
	["a long string in an expression", "any", (n) => article(`{{ "${"x".repeat(n)}" }}`)],
	["conditions that do not end", "error", (n) => article(times("{% if true %}", n))],
	["conditions in conditions", "any", (n) => article(`${times("{% if true %}", n * 0.6)}${times("{% end %}", n * 0.4)}`)],
	["many values", "any", (n) => article(times("{{ brand.name }} ", n))],
	["raw that does not end", "error", (n) => article(times("{% raw %}", n))],
	["comments that do not end", "error", (n) => article(times("{# ", n))],
	["loops in loops", "limit", () => article(loops(8))],
	["an include of itself", "error", () => article('{% include "/hostile.md" %}')],
	["YAML whose reader frees a key twice", "error", () => "---\n? description: \t|\n  x\na- !!str params:\n\norder: 3\nxxdescription: >\n  y\ndraft: true\n\\\"\n---\nBody\n"],
	["YAML brackets", "error", (n) => `---\ntitle: ${"[".repeat(n)}\n---\nBody\n`],
	["YAML braces", "error", (n) => `---\ntitle: Hostile\nextra: ${times("{a: ", n)}\n---\nBody\n`],
	["YAML anchors of anchors", "error", anchors_bomb],
	["YAML keys without end", "error", (n) => `---\ntitle: Hostile\n${times("? ", n)}\n---\nBody\n`],
	["YAML in ever deeper lines", "any", (n) => `---\ntitle: Hostile\nextra:\n${Array.from({ length: Math.floor(Math.sqrt(n * 2)) }, (_, i) => `${" ".repeat(i + 1)}a:`).join("\n")} x\n---\nBody\n`],
	["a front matter without end", "error", (n) => `---\ntitle: Hostile\n${times("# x\n", n)}`],
	["one long word", "any", (n) => article("a".repeat(n))],
	["many short paragraphs", "fine", (n) => article(times("a\n\n", n))],
];
