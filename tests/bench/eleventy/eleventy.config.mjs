// Eleventy's twin of the theme: one brand's values, headings with ids, the
// lists that its pages show.
import { readFileSync } from "node:fs";

const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
const headingIds = (md) => md.core.ruler.push("ids", ({ tokens }) => {
  tokens.forEach((t, i) => {
    if (t.type === "heading_open") t.attrSet("id", slug(tokens[i + 1].content));
  });
});
const byTitle = (a, b) => (a.data.title < b.data.title ? -1 : 1);
const isArticle = (p) => /\/a\d+$/.test(p.filePathStem);

function related(page, articles) {
  const shared = (p) => p.data.tags.filter((t) => page.data.tags.includes(t)).length;
  return articles.map((p) => [shared(p), p]).filter(([n, p]) => n && p !== page)
    .sort((a, b) => b[0] - a[0]).slice(0, 5).map(([, p]) => p);
}

export default function (config) {
  const brand = JSON.parse(readFileSync("brands/b000.json", "utf8"));
  for (const [group, fields] of Object.entries(brand)) config.addGlobalData(group, fields);
  config.amendLibrary("md", headingIds);
  config.addCollection("articles", (api) => api.getAll().filter(isArticle).sort(byTitle));
  config.addCollection("sections", (api) =>
    api.getAll().filter((p) => /^\/s\d+\/index$/.test(p.filePathStem)).sort(byTitle));
  config.addFilter("here", (list, stem) =>
    list.filter((p) => p.filePathStem.split("/")[1] === stem.split("/")[1]));
  config.addFilter("beside", (list, url, step) => list[list.findIndex((p) => p.url === url) + step]);
  config.addFilter("headings", (html) =>
    [...html.matchAll(/<h([23]) id="([^"]*)">(.*?)<\/h/g)].map(([, level, id, title]) => ({ level, id, title })));
  // Articles of the same tags stand in the tags' collections.
  config.addFilter("related", (collections, url) => {
    const page = collections.articles.find((p) => p.url === url);
    return related(page, [...new Set(page.data.tags.flatMap((t) => collections[t]))]);
  });
  config.addFilter("tagNames", (all) => Object.keys(all).filter((t) => !["all", "articles", "sections"].includes(t)));
  return { dir: { input: "content", includes: "../includes", layouts: "../layouts" } };
}
