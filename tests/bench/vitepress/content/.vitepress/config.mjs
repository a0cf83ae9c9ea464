// VitePress's twin of the theme: no highlighting, no client-side extras; the
// list of articles is what its own side bar would hold.
import { readdirSync, readFileSync } from "node:fs";

const titleOf = (file) => /^title: (.*)$/m.exec(readFileSync(file, "utf8"))[1];
const sections = readdirSync("content").filter((d) => /^s\d+$/.test(d)).sort().map((id) => ({
  id,
  title: titleOf(`content/${id}/index.md`),
  articles: readdirSync(`content/${id}`).filter((f) => f !== "index.md")
    .map((f) => ({ url: `/${id}/${f.replace(".md", ".html")}`, title: titleOf(`content/${id}/${f}`) }))
    .sort((a, b) => (a.title < b.title ? -1 : 1)),
}));

export default {
  title: "Zyxhost000",
  metaChunk: true,
  srcExclude: ["includes/**"],
  markdown: {
    headers: { level: [2, 3] },
    highlight: (code) => `<pre><code>${code.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</code></pre>`,
  },
  themeConfig: { sections },
};
