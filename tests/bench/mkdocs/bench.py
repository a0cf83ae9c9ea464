"""What MkDocs' theme cannot do alone: tables and code as livery writes them, articles.json."""
import hashlib
import html
import json
import os
import re
from collections import defaultdict

folders = defaultdict(list)


def on_page_content(content, page, config, files):
    content = content.replace("<table>", '<div class="table-wrap" tabindex="0" role="group" aria-label="Table"><table>')
    content = content.replace("</table>", "</table></div>").replace("<th>", '<th scope="col">')
    content = content.replace("<pre>", '<div class="code" role="group" aria-label="Code"><pre tabindex="0">')
    content = content.replace("</pre>", "</pre></div>")
    if not page.is_index:
        folders[os.path.dirname(page.file.dest_uri)].append(entry(page, content))
    return content


def entry(page, content):
    text = html.unescape(re.sub(r"<[^>]*>", "", content))
    digest = hashlib.md5(f"{page.title}\n{text}".encode()).hexdigest()
    return {"id": page.file.src_uri.removesuffix(".md"), "title": page.title, "url": page.canonical_url,
            "hash": digest, "text": text}


def on_post_build(config):
    write(config, "", [f"{name}/articles.json" for name in sorted(folders)], [])
    for name, entries in folders.items():
        write(config, name, [], sorted(entries, key=lambda e: e["id"]))


def write(config, name, sections, entries):
    with open(os.path.join(config["site_dir"], name, "articles.json"), "w") as f:
        f.write(json.dumps({"sections": sections, "articles": entries}, ensure_ascii=False))
