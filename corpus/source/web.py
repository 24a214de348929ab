"""HTML with print styles, for WeasyPrint and Chromium, and the saved web page.

The two engines differ: WeasyPrint sets footnotes at the foot of the page and
finds the contents' page numbers itself; for Chromium footnotes are gathered
at the end, and the numbers come from a first pass over the printed pages.
"""

import functools
import html
import re

import pyphen
from reportlab.pdfbase import pdfmetrics

from source import narrow, segments, spans, widths

MARGIN = 2.3  # cm


def counter(pattern):
    """A CSS content value for a page number pattern such as "Page {n} of {N}"."""
    parts = re.split(r"(\{n\}|\{N\})", pattern)
    names = {"{n}": "counter(page)", "{N}": "counter(pages)"}
    return " ".join(names.get(part, f'"{part}"') for part in parts if part)


def styles(summary, style):
    """The style sheet of one summary."""
    number = counter(style["number"])
    running = summary.running.replace('"', "'")
    side = "@bottom-right" if style.get("number_right") else "@bottom-center"
    head = f'@top-left {{ content: "{running}"; }}' if style.get("head") else ""
    foot = "" if style.get("head") else f'@bottom-left {{ content: "{running}"; }}'
    if not style.get("head"):
        side = "@bottom-right"
    align = "justify" if style.get("justify") else "left"
    hyphens = "auto" if style.get("hyphenate") else "manual"
    first = "@page cover { @top-left { content: none } %s { content: none } @bottom-left { content: none } }" % side
    heading = "text-transform: uppercase;" if style.get("capitals") else ""
    return f"""
@page {{ size: A4; margin: {MARGIN}cm; {head} {foot} {side} {{ content: {number}; }}
  font: 8.5pt '{style["font"]}'; color: #444; }}
@page wide {{ size: A4 landscape; margin: 1.8cm; }}
{first}
body {{ font: {style["size"]}pt/{style.get("leading", 1.35)} '{style["font"]}'; margin: 0; color: #111; }}
p, li {{ text-align: {align}; hyphens: {hyphens}; margin: 0 0 .65em; orphans: 2; widows: 2; }}
h1, h2, h3 {{ color: {style["colour"]}; break-after: avoid; line-height: 1.2; margin: 1.2em 0 .5em; hyphens: manual; }}
h1 {{ font-size: {style["size"] + 4}pt; {heading} }} h2 {{ font-size: {style["size"] + 1.5}pt; }}
h3 {{ font-size: {style["size"]}pt; font-style: italic; }}
.n {{ padding-left: 1.25cm; text-indent: -1.25cm; }}
.n b.num {{ display: inline-block; width: 1.25cm; text-indent: 0; font-weight: normal; }}
.inline {{ padding-left: 0; text-indent: 0; }} .inline b.num {{ width: auto; padding-right: .5em; }}
.li {{ padding-left: 1.9cm; text-indent: -.65cm; }}
.li b {{ display: inline-block; width: .65cm; text-indent: 0; font-weight: normal; }}
table {{ border-collapse: collapse; width: 100%; margin: .6em 0 1em; font-size: {style["size"] - 1.5}pt; line-height: 1.25; }}
td, th {{ border: .6pt solid #777; padding: 3pt 4pt; vertical-align: top; text-align: left; }}
th {{ background: {style.get("shade", "#e4e8ee")}; }} tr {{ break-inside: avoid; }} thead {{ display: table-header-group; }}
.cover {{ page: cover; break-after: page; text-align: {style.get("cover", "center")}; padding-top: 4.5cm; }}
.cover p {{ text-align: inherit; font-size: {style["size"] + 2}pt; margin: 0 0 1cm; hyphens: manual; }}
.cover p.t {{ font-size: 24pt; color: {style["colour"]}; font-weight: bold; margin: 0 0 .5cm; line-height: 1.15; }}
.banner {{ border-bottom: 1.5pt solid {style["colour"]}; margin-bottom: .7cm; }}
.banner p {{ text-align: left; margin: 0 0 .3em; hyphens: manual; }}
.banner p.t {{ font-size: {style["size"] + 7}pt; font-weight: bold; color: {style["colour"]}; line-height: 1.15; }}
.toc {{ break-after: page; }} .toc p {{ text-align: left; margin: 0 0 .3em; white-space: nowrap; hyphens: manual; }}
.toc a {{ color: inherit; text-decoration: none; }} .toc .l2 {{ padding-left: .6cm; }}
.cols {{ columns: 2; column-gap: .8cm; }} 
.cols .n {{ padding-left: .95cm; text-indent: -.95cm; }} .cols .n b.num {{ width: .95cm; }}
.cols .li {{ padding-left: 1.2cm; text-indent: -.45cm; }} .cols .li b {{ width: .45cm; }}
.wide {{ page: wide; break-before: page; break-after: page; }} .break {{ break-before: page; }}
sup {{ font-size: 65%; line-height: 0; }}
"""


FOOTNOTES = """
.fn { float: footnote; font-size: 8.5pt; text-indent: 0; line-height: 1.2; text-align: left; }
.fn::footnote-call { font-size: 65%; vertical-align: super; line-height: 0; } .fn::footnote-marker { font-size: 8pt; }
@page { @footnote { border-top: .5pt solid #555; } }
.toc a::after { content: leader('.') target-counter(attr(href), page); }
"""


@functools.cache
def dictionary():
    return pyphen.Pyphen(lang="en_GB")


def soften(text):
    """Soft hyphens at the places a dictionary allows, for an engine without one."""
    return re.sub(r"[A-Za-z]{7,}", lambda m: dictionary().inserted(m.group(0), "\u00ad"), text)


class Page:
    """Writes one summary as HTML for one engine ("weasyprint", "chromium" or "site")."""

    def __init__(self, summary, style, engine, numbers=None):
        self.summary, self.style, self.engine = summary, style, engine
        self.numbers, self.notes = numbers or {}, []
        self.columns = summary.layout == "two-column"

    def inline(self, runs):
        out = []
        for kind, text in runs:
            if kind == "note":
                out.append(self.note(text))
                continue
            if self.engine == "chromium" and self.style.get("hyphenate"):
                text = soften(text)
            text = html.escape(text, quote=False)
            out.append(f"<{kind}>{text}</{kind}>" if kind else text)
        return "".join(out)

    def note(self, key):
        body = "".join(html.escape(text, quote=False) for _, text in self.summary.notes[key])
        if self.engine == "weasyprint" and not self.columns:
            return f'<span class="fn">{body}</span>'
        self.notes.append(body)
        return f"<sup>{len(self.notes)}</sup>"

    def table(self, block):
        shares = [f'<col style="width:{share:.1%}">' for share in widths(block.rows, 46 if self.columns and narrow(block) else 95)]
        rows = ["<tr>" + "".join(f"<td>{self.inline(cell)}</td>" for cell in row) + "</tr>" for row in block.rows]
        head = rows[0].replace("<td>", "<th>").replace("</td>", "</th>")
        return f"<table>{''.join(shares)}<thead>{head}</thead><tbody>{''.join(rows[1:])}</tbody></table>"

    def contents(self):
        lines = []
        for block in self.summary.headings():
            text = html.escape(block.text, quote=False)
            if self.engine == "chromium":
                text += self.leader(block)
            lines.append(f'<p class="l{block.level}"><a href="#{block.anchor}">{text}</a></p>')
        return f'<div class="toc"><h1>Contents</h1>{"".join(lines)}</div>'

    def leader(self, block):
        """Dots up to the right margin and the page number, measured in the face."""
        number = str(self.numbers.get(block.anchor, 0))
        face, size = self.style["font"], self.style["size"]
        taken = pdfmetrics.stringWidth(block.text + "  " + number, face, size) + (17 if block.level > 1 else 0)
        room = (21 - 2 * MARGIN) * 28.346 - taken
        return f" {'.' * int(room / pdfmetrics.stringWidth('.', face, size) - 2)} {number}"

    def block(self, block):
        if block.kind == "h":
            return f'<h{block.level} id="{block.anchor}">{self.inline(block.runs)}</h{block.level}>'
        if block.kind == "table":
            return self.table(block)
        if block.kind == "toc":
            return self.contents() if self.engine != "site" else ""
        if block.kind == "break":
            return '<div class="break"></div>'
        if block.kind == "n":
            inline = " inline" if self.style.get("numbers") == "inline" else ""
            return f'<p class="n{inline}"><b class="num">{block.mark}</b>{self.inline(block.runs)}</p>'
        if block.kind == "li":
            mark = self.style.get("bullet", "\u2022") if block.mark == "-" else block.mark
            return f'<p class="li"><b>{mark}</b>{self.inline(block.runs)}</p>'
        return f"<p>{self.inline(block.runs)}</p>"

    def opening(self):
        """A cover page for a report, a banner over the text otherwise."""
        meta, summary = self.summary.meta, self.summary
        titles = "".join(f'<p class="t">{html.escape(line)}</p>' for line in summary.title_lines)
        author = f"<p>Independent author: {html.escape(meta['author'])}</p>" if meta.get("author") else ""
        board, date = f"<p>{html.escape(meta['board'])}</p>", f"<p>{summary.date}</p>"
        if summary.layout == "report":
            return f'<div class="cover">{board}{titles}{author}{date}</div>'
        return f'<div class="banner">{board}{titles}{author}{date}</div>'

    def body(self):
        out = [self.opening()]
        if self.summary.layout == "report" and not any(b.kind == "toc" for b in self.summary.blocks):
            out.append(self.contents())
        for wide, blocks in segments(self.summary):
            for across, part in spans(blocks) if self.columns else [(True, blocks)]:
                inner = "".join(self.block(block) for block in part)
                name = "wide" if wide else "body" if across else "cols"
                out.append(f'<div class="{name}">{inner}</div>')
        if self.notes:
            notes = "".join(f'<p class="li"><b>{n}</b>{t}</p>' for n, t in enumerate(self.notes, 1))
            out.append(f"<h2>Notes</h2>{notes}")
        return "".join(out)

    def html(self):
        css = styles(self.summary, self.style) + (FOOTNOTES if self.engine == "weasyprint" else "")
        title = html.escape(self.summary.meta["title"])
        return (
            f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
            f"<style>{css}</style></head><body>{self.body()}</body></html>"
        )
