"""Typst markup: outline with dotted leaders, footnotes, page-level columns."""

import json
import re

from source import narrow, segments, widths


def typ(text):
    """Text as a Typst string expression, so that nothing in it is markup."""
    return f"#{json.dumps(text, ensure_ascii=False)};" if text else ""


def number(pattern):
    """A page number pattern as Typst content."""
    names = {"{n}": '#context counter(page).display("1");', "{N}": "#context counter(page).final().first();"}
    return "".join(names.get(part, typ(part)) for part in re.split(r"(\{n\}|\{N\})", pattern))


def preamble(summary, style):
    """Set rules and the few functions the body calls."""
    running = f"text(8.5pt, fill: luma(70))[{typ(summary.running)}]"
    field = f"text(8.5pt, fill: luma(70))[{number(style['number'])}]"
    head = f"align(left, {running})" if style.get("head") else "none"
    foot = f"align(center, {field})" if style.get("head") else f"grid(columns: (1fr, auto), {running}, {field})"
    two = summary.layout == "two-column"
    by = "0.95cm" if two else "1.2cm"
    shade, colour = style.get("shade", "#e4e8ee"), style["colour"]
    capitals = "upper(it)" if style.get("capitals") else "it"
    return f"""
#set document(title: {json.dumps(summary.meta["title"])}, date: none)
#let furniture = (header: {head}, footer: {foot})
#set page(paper: "a4", margin: 2.3cm, columns: {2 if two else 1}, ..furniture)
#set columns(gutter: 0.8cm)
#set text(font: {json.dumps(style["font"])}, size: {style["size"]}pt, lang: "en", region: "GB", hyphenate: {str(bool(style.get("hyphenate"))).lower()}, fill: luma(15))
#set par(justify: {str(bool(style.get("justify"))).lower()}, leading: {style.get("leading", 1.35) - 0.68:.2f}em, spacing: 1em)
#show heading: set text(fill: rgb("{colour}"), hyphenate: false)
#show heading: set par(justify: false)
#show heading.where(level: 1): it => block(above: 1.5em, below: 0.9em, text({style["size"] + 4}pt, {capitals}))
#show heading.where(level: 2): it => block(above: 1.3em, below: 0.8em, text({style["size"] + 1.5}pt, it))
#show heading.where(level: 3): it => block(above: 1.2em, below: 0.8em, text({style["size"]}pt, style: "italic", it))
#show table: set text({style["size"] - 1.5}pt, hyphenate: false)
#show table: set par(justify: false, leading: 0.5em)
#set table(stroke: 0.6pt + luma(110), inset: 4pt, align: left + top, fill: (x, y) => if y == 0 {{ rgb("{shade}") }})
#set footnote.entry(gap: 0.4em)
#show footnote.entry: set text(8.5pt)
#let n(mark, body) = par(hanging-indent: {by})[#box(width: {by}, mark)#body]
#let li(mark, body) = pad(left: {by}, par(hanging-indent: 0.6cm)[#box(width: 0.6cm, mark)#body])
"""


class Writer:
    def __init__(self, summary, style):
        self.summary, self.style = summary, style
        self.columns = summary.layout == "two-column"

    def inline(self, runs):
        out = []
        for kind, text in runs:
            if kind == "note":
                out.append(f"#footnote[{self.inline(self.summary.notes[text])}];")
            else:
                out.append({"": "%s", "b": "#strong[%s];", "i": "#emph[%s];"}[kind] % typ(text))
        return "".join(out)

    def table(self, block):
        columns = ", ".join(f"{share:.4f}fr" for share in widths(block.rows, 46 if self.columns and narrow(block) else 95))
        head = ", ".join(f"[*{self.inline(cell)}*]" for cell in block.rows[0])
        cells = ",\n".join(", ".join(f"[{self.inline(cell)}]" for cell in row) for row in block.rows[1:])
        table = f"table(columns: ({columns}), table.header({head}),\n{cells})"
        if self.columns and not narrow(block):
            return f'#place(auto, float: true, scope: "parent", clearance: 1em, {table})\n'
        return f"#block(above: 1em, below: 1.2em, {table})\n"

    def block(self, block):
        if block.kind == "h":
            return f"#heading(level: {block.level})[{self.inline(block.runs)}]\n"
        if block.kind == "table":
            return self.table(block)
        if block.kind == "toc":
            return self.contents()
        if block.kind == "break":
            return "#pagebreak(weak: true)\n"
        if block.kind == "n" and self.style.get("numbers") == "inline":
            return f"{typ(block.mark + '  ')}{self.inline(block.runs)}\n"
        if block.kind == "n":
            return f"#n([{typ(block.mark)}], [{self.inline(block.runs)}])\n"
        if block.kind == "li":
            mark = self.style.get("bullet", "\u2022") if block.mark == "-" else block.mark
            return f"#li([{typ(mark)}], [{self.inline(block.runs)}])\n"
        return f"{self.inline(block.runs)}\n"

    def contents(self):
        return (
            "#{ show outline.entry: set block(spacing: 0.75em)\n set par(justify: false)\n"
            ' outline(title: [Contents], depth: 2, indent: 0.6cm) }\n#pagebreak(weak: true)\n'
        )

    def opening(self):
        meta, colour = self.summary.meta, self.style["colour"]
        report = self.summary.layout == "report"
        size = 24 if report else self.style["size"] + 7
        titles = [f'#text({size}pt, weight: "bold", fill: rgb("{colour}"), hyphenate: false)[{typ(line)}]' for line in self.summary.title_lines]
        author = [typ(f"Independent author: {meta['author']}")] if meta.get("author") else []
        lines = [typ(meta["board"])] + titles + author + [typ(self.summary.date)]
        if report:
            inner = "\n#v(0.7cm)\n".join(lines)
            return f"#page(header: none, footer: none, columns: 1)[#set align(center)\n#set par(justify: false)\n#v(4.5cm)\n{inner}]\n"
        banner = f'#set par(justify: false, spacing: 0.7em)\n{chr(10).join(line + chr(10) for line in lines)}#line(length: 100%, stroke: 1pt + rgb("{colour}"))'
        if self.columns:
            return f'#place(top, float: true, scope: "parent", clearance: 1.5em)[{banner}]\n'
        return f"#[{banner}]\n#v(0.4cm)\n"

    def body(self):
        out = [self.opening()]
        if self.summary.layout == "report" and not any(b.kind == "toc" for b in self.summary.blocks):
            out.append(self.contents())
        for wide, blocks in segments(self.summary):
            inner = "\n".join(map(self.block, blocks))
            out.append(f"#page(flipped: true, margin: 1.8cm, ..furniture)[{inner}]" if wide else inner)
        return "\n".join(out)


def markup(summary, style):
    """The whole Typst source."""
    return preamble(summary, style) + Writer(summary, style).body()
