// Eleventy's twin of the theme: one brand's values, headings, tables and code
// as livery writes them, the lists that its pages show, articles.json.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
const byTitle = (a, b) => (a.data.title < b.data.title ? -1 : 1);
const isArticle = (p) => /\/a\d+$/.test(p.filePathStem);
const sectionOf = (stem) => stem.split("/")[1];

function markup(md) {
  const { rules } = md.renderer;
  rules.heading_open = (tokens, i) =>
    `<${tokens[i].tag} id="${slug(tokens[i + 1].content)}">`;
  rules.heading_close = (tokens, i) => {
    const text = tokens[i - 1].content;
    return `<a class="anchor" href="#${slug(text)}" aria-label="Link to “${md.utils.escapeHtml(text)}”"></a></${tokens[i].tag}>\n`;
  };
  rules.table_open = () => '<div class="table-wrap" tabindex="0" role="group" aria-label="Table"><table>\n';
  rules.table_close = () => "</table></div>\n";
  rules.th_open = () => '<th scope="col">';
  rules.fence = (tokens, i) =>
    `<div class="code" role="group" aria-label="Code"><pre tabindex="0"><code class="language-${tokens[i].info}">${md.utils.escapeHtml(tokens[i].content)}</code></pre></div>\n`;
}

const plain = (html) => html.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">")
  .replace(/&quot;/g, '"').replace(/&amp;/g, "&");

function entry({ data: { title }, filePathStem, url, templateContent }) {
  const text = plain(templateContent);
  const hash = createHash("md5").update(`${title}\n${text}`).digest("hex");
  return JSON.stringify({ id: filePathStem.slice(1), title, url, hash, text });
}

function bySection(pages) {
  const groups = {};
  for (const p of pages) (groups[sectionOf(p.filePathStem)] ??= []).push(p);
  return groups;
}

// Shared tags first, then the section.
function related(page, others) {
  const worth = (p) => 2 * p.data.tags.filter((t) => page.data.tags.includes(t)).length +
    (sectionOf(p.filePathStem) === sectionOf(page.filePathStem));
  return others.filter((p) => p.url !== page.url).map((p) => [worth(p), p])
    .sort((a, b) => b[0] - a[0]).slice(0, 5).map(([, p]) => p);
}

export default function (config) {
  const brand = JSON.parse(readFileSync("brands/b000.json", "utf8"));
  for (const [group, fields] of Object.entries(brand)) config.addGlobalData(group, fields);
  config.addPassthroughCopy("assets");
  config.amendLibrary("md", markup);
  config.addCollection("sections", (api) =>
    api.getAll().filter((p) => /^\/s\d+\/index$/.test(p.filePathStem)).sort(byTitle));
  config.addCollection("articlesOf", (api) => bySection(api.getAll().filter(isArticle).sort(byTitle)));
  config.addCollection("sectionTitle", (api) => Object.fromEntries(api.getAll()
    .filter((p) => p.fileSlug === sectionOf(p.filePathStem)).map((p) => [p.fileSlug, p.data.title])));
  config.addFilter("sectionOf", sectionOf);
  config.addFilter("beside", (list, url, step) => list[list.findIndex((p) => p.url === url) + step]);
  config.addFilter("headings", (html) =>
    [...html.matchAll(/<h([23]) id="([^"]*)">(.*?)<a /g)].map(([, level, id, title]) => ({ level, id, title })));
  // Articles of the same tags stand in the tags' collections.
  config.addFilter("related", (collections, own, url) => {
    const page = own.find((p) => p.url === url);
    return related(page, [...new Set(page.data.tags.flatMap((t) => collections[t]))]);
  });
  config.addFilter("entry", entry);
  config.addFilter("tagNames", (all) => Object.keys(all).filter((t) => /^t\d+$/.test(t)).sort());
  return { dir: { input: "content", includes: "../includes", layouts: "../layouts" } };
}
