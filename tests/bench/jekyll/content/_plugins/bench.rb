# Jekyll's twin of the theme: sections, tags, related articles, tables of
# contents, headings and tables and code as livery writes them, articles.json.
require "cgi"
require "digest"
require "json"

module Bench
  class Tag < Jekyll::Page
    def initialize(site, name, title, articles)
      @site, @base, @dir, @name = site, site.source, File.dirname(name), File.basename(name)
      process(@name)
      self.content = ""
      self.data = { "layout" => "page", "title" => title, "articles" => articles }
    end
  end

  # The lists that pages show are found once, before rendering.
  class Lists < Jekyll::Generator
    def generate(site)
      articles = site.pages.select { |p| p.name =~ /\Aa\d+\.md\z/ }.sort_by { |p| p.data["title"] }
      sections = site.pages.select { |p| p.name == "index.md" && p.dir != "/" }.sort_by { |p| p.data["title"] }
      tags = Hash.new { |h, k| h[k] = [] }
      articles.each { |p| p.data["tags"].each { |t| tags[t] << p } }
      home = site.pages.find { |p| p.url == "/" }
      home.data["articles"] = sections
      sections.each { |s| section(s, articles.select { |p| p.dir == s.dir }) }
      articles.each { |p| p.data["related"] = related(p, tags) }
      tags.each { |t, list| site.pages << Tag.new(site, "tags/#{t}.html", t, list) }
      site.pages << Tag.new(site, "tags.html", "All tags", nil)
      site.pages << Tag.new(site, "404.html", "Not found", nil)
      site.config["tag_names"] = tags.keys.sort
    end

    def section(page, own)
      page.data["articles"] = own
      own.each_with_index do |p, i|
        p.data.update("section" => page, "own" => own, "before" => i > 0 ? own[i - 1] : nil, "after" => own[i + 1])
      end
    end

    # Shared tags first, then the section.
    def related(page, tags)
      count = Hash.new { |h, p| h[p] = p.dir == page.dir ? 1 : 0 }
      page.data["tags"].each { |t| tags[t].each { |p| count[p] += 2 unless p.equal?(page) } }
      count.sort_by { |p, n| -n }.first(5).map(&:first)
    end
  end

  module Filters
    def headings(html)
      html.scan(%r{<h([23]) id="([^"]*)">(.*?)<a }).map { |l, id, t| { "level" => l, "id" => id, "title" => t } }
    end
  end

  # kramdown has no hooks for its elements.
  def self.markup(html)
    html.gsub(%r{<h([1-6]) id="([^"]*)">(.*?)</h}) { %(<h#{$1} id="#{$2}">#{$3}<a class="anchor" href="##{$2}" aria-label="Link to “#{$3}”"></a></h) }
      .gsub("<table>", %(<div class="table-wrap" tabindex="0" role="group" aria-label="Table"><table>))
      .gsub("</table>", "</table></div>").gsub("<th>", %(<th scope="col">))
      .gsub("<pre>", %(<div class="code" role="group" aria-label="Code"><pre tabindex="0">)).gsub("</pre>", "</pre></div>")
  end

  def self.entry(page)
    title, text = page.data["title"], CGI.unescapeHTML(page.content.gsub(/<[^>]*>/, ""))
    { id: page.url.delete_prefix("/").delete_suffix(".html"), title: title, url: page.url,
      hash: Digest::MD5.hexdigest("#{title}\n#{text}"), text: text }.to_json
  end

  def self.list(site, dir, sections, articles)
    entries = articles.sort_by(&:url).map { |p| entry(p) }.join(",\n")
    File.write(site.in_dest_dir(dir, "articles.json"), %({"sections": #{sections.to_json},\n"articles": [\n#{entries}\n]}\n))
  end
end
Liquid::Template.register_filter(Bench::Filters)

Jekyll::Hooks.register(:pages, :post_convert) { |page| page.content = Bench.markup(page.content) if page.data["own"] }
Jekyll::Hooks.register(:site, :post_write) do |site|
  folders = site.pages.select { |p| p.data["own"] }.group_by { |p| p.dir.delete_prefix("/") }
  Bench.list(site, "", folders.keys.sort.map { |dir| "#{dir}articles.json" }, [])
  folders.each { |dir, articles| Bench.list(site, dir, [], articles) }
end
