# Jekyll's twin of the theme: sections, tags, related articles, tables of
# contents.
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

    def related(page, tags)
      count = Hash.new(0)
      page.data["tags"].each { |t| tags[t].each { |p| count[p] += 1 unless p.equal?(page) } }
      count.sort_by { |p, n| -n }.first(5).map(&:first)
    end
  end

  module Filters
    def headings(html)
      html.scan(%r{<h([23]) id="([^"]*)">(.*?)</h}).map { |l, id, t| { "level" => l, "id" => id, "title" => t } }
    end
  end
end
Liquid::Template.register_filter(Bench::Filters)
