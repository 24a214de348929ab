"""Flat OpenDocument text for LibreOffice: real footnotes, page fields, sections.

Page numbers of the contents are references to bookmarks, which LibreOffice
resolves when it lays the pages out.
"""

from xml.sax.saxutils import escape, quoteattr

from source import narrow, segments, spans, widths

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)
TEXT_WIDTH, WIDE_WIDTH = 16.4, 26.1  # cm


def number(pattern):
    """A page number pattern as fields."""
    out = escape(pattern).replace("{n}", '<text:page-number text:select-page="current"/>')
    return out.replace("{N}", "<text:page-count/>")


def paragraph_style(name, props, text="", parent="Body", extra=""):
    return (
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}"{extra}>'
        f"<style:paragraph-properties {props[0]}>{props[1]}</style:paragraph-properties>"
        f"<style:text-properties {text}/></style:style>"
    )


def tab(position, more=""):
    return f'<style:tab-stops><style:tab-stop style:position="{position}cm"{more}/></style:tab-stops>'


def hanging(left, by):
    return f'fo:margin-left="{left}cm" fo:text-indent="-{by}cm"', tab(left)


def styles(style):
    """Named styles of one summary."""
    size, colour = style["size"], style["colour"]
    align = "justify" if style.get("justify") else "start"
    hyphens = "true" if style.get("hyphenate") else "false"
    base = (
        f'style:font-name="{style["font"]}" fo:font-size="{size}pt" fo:language="en" fo:country="GB" '
        f'fo:hyphenate="{hyphens}" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="3"'
    )
    leading = f'fo:line-height="{int(style.get("leading", 1.35) * 86)}%" fo:orphans="2" fo:widows="2"'
    capitals = ' fo:text-transform="uppercase"' if style.get("capitals") else ""
    off = 'fo:hyphenate="false"'
    dots = ' style:type="right" style:leader-style="dotted" style:leader-text="."'
    keep = 'fo:keep-with-next="always" fo:text-align="start"'
    mark = style.get("hang", 1.2)
    return "".join(
        [
            f'<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties {leading} '
            f'fo:text-align="{align}" fo:margin-bottom="0.22cm"/><style:text-properties {base}/></style:style>',
            paragraph_style("H1", (f'fo:margin-top="0.5cm" fo:margin-bottom="0.18cm" {keep}', ""), f'fo:font-size="{size + 4}pt" fo:font-weight="bold" fo:color="{colour}" {off}{capitals}'),
            paragraph_style("H2", (f'fo:margin-top="0.35cm" fo:margin-bottom="0.14cm" {keep}', ""), f'fo:font-size="{size + 1.5}pt" fo:font-weight="bold" fo:color="{colour}" {off}'),
            paragraph_style("H3", (keep, ""), f'fo:font-weight="bold" fo:font-style="italic" {off}'),
            paragraph_style("N", hanging(mark, mark)),
            paragraph_style("LI", hanging(mark + 0.7, 0.7)),
            paragraph_style("Cell", ('fo:text-align="start" fo:margin-bottom="0cm" fo:line-height="100%"', ""), f'fo:font-size="{size - 1.5}pt" {off}'),
            paragraph_style("Head", ('fo:text-align="start"', ""), 'fo:font-weight="bold"', "Cell"),
            paragraph_style("Gap", ('fo:margin-bottom="0.1cm" fo:line-height="60%"', "")),
            paragraph_style("Small", (f'fo:text-align="start" fo:margin-bottom="0cm"', tab(TEXT_WIDTH, ' style:type="right"')), f'fo:font-size="8.5pt" fo:color="#444444" {off}'),
            paragraph_style("SmallWide", ("", tab(WIDE_WIDTH, ' style:type="right"')), "", "Small"),
            paragraph_style("Note", ('fo:text-align="start" fo:margin-bottom="0cm" fo:line-height="100%"', ""), f'fo:font-size="8.5pt" {off}'),
            paragraph_style("C1", ('fo:text-align="start" fo:margin-bottom="0.1cm"', tab(TEXT_WIDTH, dots)), off),
            paragraph_style("C2", ('fo:text-align="start" fo:margin-bottom="0.1cm" fo:margin-left="0.6cm"', tab(TEXT_WIDTH - 0.6, dots)), off),
            paragraph_style("Cover", ('fo:text-align="center" fo:margin-bottom="0.9cm"', ""), f'fo:font-size="{size + 2}pt" {off}'),
            paragraph_style("CoverTitle", ('fo:margin-bottom="0.5cm"', ""), f'fo:font-size="24pt" fo:font-weight="bold" fo:color="{colour}"', "Cover"),
            paragraph_style("CoverFirst", ('fo:margin-top="5cm" fo:margin-bottom="0.9cm"', ""), "", "Cover"),
            paragraph_style("Banner", ('fo:text-align="start" fo:margin-bottom="0.1cm"', ""), off),
            paragraph_style("BannerTitle", ('fo:text-align="start"', ""), f'fo:font-size="{size + 7}pt" fo:font-weight="bold" fo:color="{colour}"', "Banner"),
            '<style:style style:name="b" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>',
            '<style:style style:name="i" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>',
            '<style:style style:name="sym" style:family="text"><style:text-properties style:font-name="OpenSymbol"/></style:style>',
            '<style:style style:name="sup" style:family="text"><style:text-properties style:text-position="super 60%"/></style:style>',
            '<text:notes-configuration text:note-class="footnote" text:default-style-name="Note" text:citation-body-style-name="sup" text:citation-style-name="sup" style:num-format="1" text:start-value="0" text:footnotes-position="page"/>',
        ]
    )


def automatic(style, tables):
    """Page layouts, column and table styles."""

    def layout(name, width, height, margin, orientation):
        return (
            f'<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="{width}cm" '
            f'fo:page-height="{height}cm" style:print-orientation="{orientation}" fo:margin-top="{margin - 0.6}cm" '
            f'fo:margin-bottom="{margin - 0.9}cm" fo:margin-left="{margin}cm" fo:margin-right="{margin}cm"/>'
            '<style:header-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-bottom="0.5cm"/></style:header-style>'
            '<style:footer-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>'
        )

    border = "0.018cm solid #777777"
    out = [
        layout("A4", 21, 29.7, 2.3, "portrait"),
        layout("A4wide", 29.7, 21, 1.8, "landscape"),
        f'<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border="{border}" fo:padding="0.1cm"/></style:style>',
        f'<style:style style:name="headcell" style:family="table-cell"><style:table-cell-properties fo:border="{border}" fo:padding="0.1cm" fo:background-color="{style.get("shade", "#e4e8ee")}"/></style:style>',
        '<style:style style:name="row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>',
        '<style:style style:name="cols" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="0.8cm"/></style:section-properties></style:style>',
    ]
    pages = [("First", "Standard"), ("Plain", "Standard"), ("Wide", "Wide"), ("Back", "Standard")]
    for base in ("H1", "H2", "H3", "Body", "CoverFirst", "Banner", "N"):
        for name, master in pages:
            master = "Cover" if base == "CoverFirst" else master
            out.append(paragraph_style(base + name, ("", ""), "", base, f' style:master-page-name="{master}"'))
        out.append(paragraph_style(base + "Break", ('fo:break-before="page"', ""), "", base))
    for index, shares in enumerate(tables):
        out.append(f'<style:style style:name="T{index}" style:family="table"><style:table-properties style:rel-width="100%" table:align="margins" fo:margin-bottom="0.25cm"/></style:style>')
        for column, share in enumerate(shares):
            out.append(f'<style:style style:name="T{index}.{column}" style:family="table-column"><style:table-column-properties style:rel-column-width="{int(share * 10000)}*"/></style:style>')
    return "".join(out)


def masters(summary, style):
    """Header and footer of the ordinary, the wide and the cover page."""
    running, field = escape(summary.running), number(style["number"])

    def master(name, layout, small):
        if style.get("head"):
            head = f'<style:header><text:p text:style-name="{small}">{running}</text:p></style:header>'
            foot = f'<style:footer><text:p text:style-name="{small}"><text:tab/>{field}</text:p></style:footer>'
        else:
            head = ""
            foot = f'<style:footer><text:p text:style-name="{small}">{running}<text:tab/>{field}</text:p></style:footer>'
        return f'<style:master-page style:name="{name}" style:page-layout-name="{layout}">{head}{foot}</style:master-page>'

    cover = '<style:master-page style:name="Cover" style:page-layout-name="A4" style:next-style-name="Standard"/>'
    return cover + master("Standard", "A4", "Small") + master("Wide", "A4wide", "SmallWide")


class Writer:
    """Writes the blocks; `pending` is the page change the next block makes."""

    def __init__(self, summary, style):
        self.summary, self.style = summary, style
        self.tables, self.pending, self.notes = [], "", 0

    def inline(self, runs):
        out = []
        for kind, text in runs:
            if kind == "note":
                self.notes += 1
                body = "".join(escape(text) for _, text in self.summary.notes[text])
                out.append(
                    f'<text:note text:note-class="footnote"><text:note-citation>{self.notes}</text:note-citation>'
                    f'<text:note-body><text:p text:style-name="Note">{body}</text:p></text:note-body></text:note>'
                )
            else:
                text = escape(text)
                out.append(f'<text:span text:style-name="{kind}">{text}</text:span>' if kind else text)
        return "".join(out)

    def p(self, name, inner):
        if self.pending and name in ("H1", "H2", "H3", "Body", "N"):
            name, self.pending = name + self.pending, ""
        return f'<text:p text:style-name="{name}">{inner}</text:p>'

    def table(self, block):
        index, shares = len(self.tables), widths(block.rows, 46 if self.summary.layout == "two-column" and narrow(block) else 95)
        self.tables.append(shares)
        columns = "".join(f'<table:table-column table:style-name="T{index}.{c}"/>' for c in range(len(shares)))

        def row(cells, cell_style, text_style):
            inner = "".join(
                f'<table:table-cell table:style-name="{cell_style}" office:value-type="string">{self.p(text_style, self.inline(cell))}</table:table-cell>'
                for cell in cells
            )
            return f'<table:table-row table:style-name="row">{inner}</table:table-row>'

        head = f'<table:table-header-rows>{row(block.rows[0], "headcell", "Head")}</table:table-header-rows>'
        rest = "".join(row(cells, "cell", "Cell") for cells in block.rows[1:])
        return f'<table:table table:name="T{index}" table:style-name="T{index}">{columns}{head}{rest}</table:table>' + self.p("Gap", "")

    def contents(self):
        self.pending = self.pending or "Plain"
        out = [self.p("H1", "Contents")]
        for block in self.summary.headings():
            page = f'<text:bookmark-ref text:reference-format="page" text:ref-name="{block.anchor}">0</text:bookmark-ref>'
            out.append(self.p(f"C{block.level}", f"{escape(block.text)}<text:tab/>{page}"))
        self.pending = "Break"
        return "".join(out)

    def bullet(self, mark):
        if mark != "-":
            return mark
        bullet = self.style.get("bullet", "\u2022")
        return f'<text:span text:style-name="sym">{bullet}</text:span>' if ord(bullet) >= 0xE000 else bullet

    def block(self, block):
        if block.kind == "h":
            marked = f'<text:bookmark text:name="{block.anchor}"/>{self.inline(block.runs)}'
            return self.p(f"H{block.level}", marked)
        if block.kind == "table":
            return self.table(block)
        if block.kind == "toc":
            return self.contents()
        if block.kind == "break":
            self.pending = self.pending or "Break"
            return ""
        if block.kind == "n" and self.style.get("numbers") == "inline":
            return self.p("Body", f"{block.mark} {self.inline(block.runs)}")
        if block.kind == "n":
            return self.p("N", f"{block.mark}<text:tab/>{self.inline(block.runs)}")
        if block.kind == "li":
            return self.p("LI", f"{self.bullet(block.mark)}<text:tab/>{self.inline(block.runs)}")
        return self.p("Body", self.inline(block.runs))

    def opening(self):
        meta, report = self.summary.meta, self.summary.layout == "report"
        name = "Cover" if report else "Banner"
        lines = [self.p("CoverFirstFirst" if report else "BannerFirst", escape(meta["board"]))]
        lines += [self.p(name + "Title", escape(line)) for line in self.summary.title_lines]
        if meta.get("author"):
            lines.append(self.p(name, f"Independent author: {escape(meta['author'])}"))
        lines.append(self.p(name, self.summary.date))
        self.pending = "Plain" if report else ""
        return "".join(lines)

    def body(self):
        out = [self.opening()]
        if self.summary.layout == "report" and not any(b.kind == "toc" for b in self.summary.blocks):
            out.append(self.contents())
        for wide, blocks in segments(self.summary):
            if wide:
                self.pending = "Wide"
            out.append(self.columns(blocks) if self.summary.layout == "two-column" else "".join(map(self.block, blocks)))
            if wide:
                self.pending = "Back"
        return "".join(out)

    def columns(self, blocks):
        """Two-column sections, closed around what goes across the page."""
        out = []
        for across, part in spans(blocks):
            inner = "".join(map(self.block, part))
            out.append(inner if across else f'<text:section text:style-name="cols" text:name="S{len(out)}">{inner}</text:section>')
        return "".join(out)


def fodt(summary, style):
    """The whole flat document."""
    writer = Writer(summary, style)
    body = writer.body()
    faces = "".join(f"<style:font-face style:name={quoteattr(f)} svg:font-family={quoteattr(f)}/>" for f in (style["font"], "OpenSymbol"))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:font-face-decls>{faces}</office:font-face-decls><office:styles>{styles(style)}</office:styles>"
        f"<office:automatic-styles>{automatic(style, writer.tables)}</office:automatic-styles>"
        f"<office:master-styles>{masters(summary, style)}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )
