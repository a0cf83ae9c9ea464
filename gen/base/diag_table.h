/* One row per diagnostic: identifier, name, severity, what it means and what
   to do. Included several times with DIAG defined; the manual's list and the
   tests' coverage check are made from it. */
DIAG(DIAG_UNDEFINED_VARIABLE, "undefined-variable", DIAG_ERROR,
    "A name that no schema field, parameter or `vars` of any brand defines.")
DIAG(DIAG_NIL_VALUE, "nil-value", DIAG_ERROR,
    "A field that is not set for this brand is printed or looked into; test it with {% if %} first.")
DIAG(DIAG_WRONG_TYPE, "wrong-type", DIAG_ERROR,
    "A value is not of the type that its field or its place asks for.")
DIAG(DIAG_UNKNOWN_FIELD, "unknown-field", DIAG_ERROR,
    "A provider sets a field that the schema does not know.")
DIAG(DIAG_UNKNOWN_KEY, "unknown-key", DIAG_ERROR,
    "Front matter has a key that livery does not know.")
DIAG(DIAG_MISSING_FIELD, "missing-field", DIAG_ERROR,
    "A required field or front matter key is missing.")
DIAG(DIAG_ENUM_VALUE, "enum-value", DIAG_ERROR,
    "A value, or one it is compared with, is not among those of its enum.")
DIAG(DIAG_UNCOVERED_SWITCH, "uncovered-switch", DIAG_ERROR,
    "A switch over an enum without else does not name every value.")
DIAG(DIAG_UNKNOWN_TARGET, "unknown-target", DIAG_ERROR,
    "A link, include or related entry names something that does not exist.")
DIAG(DIAG_EXCLUDED_TARGET, "excluded-target", DIAG_ERROR,
    "A link leads to an article that this edition leaves out; test with has().")
DIAG(DIAG_MISSING_ANCHOR, "missing-anchor", DIAG_ERROR,
    "A link names an anchor that its page does not have.")
DIAG(DIAG_MISSING_IMAGE, "missing-image", DIAG_ERROR,
    "An image or other file that is referred to does not exist.")
DIAG(DIAG_MISSING_TRANSLATION, "missing-translation", DIAG_ERROR,
    "An article lacks a translation that its brand's fallback asks for.")
DIAG(DIAG_DUPLICATE_ID, "duplicate-id", DIAG_ERROR,
    "A heading's {#id}, a provider's field or an entry is given twice.")
DIAG(DIAG_DUPLICATE_PATH, "duplicate-path", DIAG_ERROR,
    "Two pages or files would have the same output path, upper and lower case folded.")
DIAG(DIAG_UNSAFE_NAME, "unsafe-name", DIAG_ERROR,
    "A file, brand or field name is reserved, clashes, or is not safe in a URL.")
DIAG(DIAG_CYCLE, "cycle", DIAG_ERROR,
    "Includes, extends or themes lead back to themselves.")
DIAG(DIAG_SYNTAX, "syntax", DIAG_ERROR,
    "A directive, expression or file cannot be read.")
DIAG(DIAG_UNCLOSED, "unclosed", DIAG_ERROR,
    "A directive, value, comment or container is not closed, or closes nothing.")
DIAG(DIAG_INVALID_UTF8, "invalid-utf8", DIAG_ERROR,
    "A text is not UTF-8, or holds NUL or a reserved private-use code point.")
DIAG(DIAG_FRONT_MATTER, "front-matter", DIAG_ERROR,
    "The front matter is missing or not valid YAML.")
DIAG(DIAG_LUA, "lua", DIAG_ERROR,
    "A Lua script or expression failed.")
DIAG(DIAG_SANDBOX, "sandbox", DIAG_ERROR,
    "A Lua script used something that the sandbox does not give.")
DIAG(DIAG_UNSAFE_URL, "unsafe-url", DIAG_ERROR,
    "A URL has a scheme other than https, http, mailto and tel.")
DIAG(DIAG_UNSAFE_SLOT, "unsafe-slot", DIAG_ERROR,
    "A template puts a value where it cannot be escaped safely.")
DIAG(DIAG_LIMIT, "limit", DIAG_ERROR,
    "A limit on time, memory, depth or size was reached.")
DIAG(DIAG_BRAND_LEAK, "brand-leak", DIAG_ERROR,
    "Another brand's host, URL, e-mail, phone or name stands in this brand's output.")
DIAG(DIAG_CONTRAST, "contrast", DIAG_ERROR,
    "Two colours of a brand do not have the contrast that WCAG AA asks for.")
DIAG(DIAG_PARAMETER, "parameter", DIAG_ERROR,
    "An include gives a parameter that the snippet lacks, or misses one it needs.")
DIAG(DIAG_THEME, "theme", DIAG_ERROR,
    "A theme lacks a file or an entry that it must have.")
DIAG(DIAG_UNUSED_VAR, "unused-var", DIAG_WARNING,
    "No article or template reads this entry of `vars`.")
DIAG(DIAG_UNUSED_FILE, "unused-file", DIAG_WARNING,
    "A file of a brand's folder replaces nothing, and nothing uses it.")
DIAG(DIAG_UNUSED_DATA, "unused-data", DIAG_WARNING,
    "An entry of `data.useful` or `data.views` belongs to no article.")
DIAG(DIAG_MISSING_ALT, "missing-alt", DIAG_WARNING,
    "An image has no alternative text.")
DIAG(DIAG_HEADING_LEVEL, "heading-level", DIAG_WARNING,
    "A heading of the first level stands in an article: its title is the one that a page has.")
DIAG(DIAG_CLEARTEXT, "cleartext", DIAG_WARNING,
    "A brand documents mail access without TLS (RFC 8314 advises against it).")
DIAG(DIAG_RAW_HTML, "raw-html", DIAG_WARNING,
    "Raw HTML outside the allow-list is shown as text.")
DIAG(DIAG_UNSTABLE_ANCHOR, "unstable-anchor", DIAG_WARNING,
    "A link names an anchor that comes from a value; give the heading an {#id}.")
DIAG(DIAG_TRANSLATION_DRIFT, "translation-drift", DIAG_WARNING,
    "A translation lacks a value, condition or include that its source has.")
DIAG(DIAG_OUTPUT, "output", DIAG_ERROR,
    "The output folder holds something that livery did not make, or is part of the project.")
