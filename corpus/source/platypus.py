"""ReportLab: frames and flowables; footnotes are gathered at the end."""

import functools
import html
import subprocess

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate, Paragraph, Spacer, Table, TableStyle
from reportlab.platypus.tableofcontents import TableOfContents

from source import segments, widths


@functools.cache
def register(family):
    """Makes a face of the system known under its family name."""
    for suffix, bold, italic in (("", 0, 0), ("-b", 1, 0), ("-i", 0, 1), ("-bi", 1, 1)):
        want = f"{family}:weight={'bold' if bold else 'regular'}:slant={100 if italic else 0}"
        path = subprocess.run(["fc-match", "-f", "%{file}", want], capture_output=True, text=True, check=True).stdout
        pdfmetrics.registerFont(TTFont(family + suffix, path))
    pdfmetrics.registerFontFamily(family, family, family + "-b", family + "-i", family + "-bi")
    return family


def sheet(style):
    """Paragraph styles by block."""
    face, size, colour = register(style["font"]), style["size"], colors.HexColor(style["colour"])
    lead = size * style.get("leading", 1.35)
    body = ParagraphStyle("p", fontName=face, fontSize=size, leading=lead, spaceAfter=size * 0.6, bulletFontName=face, bulletFontSize=size)
    body.alignment = TA_JUSTIFY if style.get("justify") else TA_LEFT
    if style.get("hyphenate"):
        body.hyphenationLang, body.hyphenationMinWordLength, body.embeddedHyphenation = "en_GB", 6, 1

    def more(name, parent=body, **keys):
        return ParagraphStyle(name, parent=parent, **keys)

    def heading(name, size, **keys):
        return more(name, fontName=face + "-b", fontSize=size, leading=size * 1.2, textColor=colour, alignment=TA_LEFT,
                    spaceBefore=size, spaceAfter=size * 0.5, keepWithNext=1, hyphenationLang="", **keys)

    small = {"alignment": TA_LEFT, "hyphenationLang": ""}
    return {
        "p": body,
        "h1": heading("h1", size + 4),
        "h2": heading("h2", size + 1.5),
        "h3": heading("h3", size),
        "n": more("n", leftIndent=1.2 * cm),
        "li": more("li", leftIndent=1.9 * cm, bulletIndent=1.25 * cm),
        "cell": more("cell", fontSize=size - 1.5, leading=(size - 1.5) * 1.2, spaceAfter=0, **small),
        "banner": more("banner", spaceAfter=3, **small),
        "bannertitle": more("bannertitle", fontName=face + "-b", fontSize=size + 7, leading=(size + 7) * 1.2, textColor=colour, **small),
        "cover": more("cover", fontSize=size + 2, leading=size + 6, spaceAfter=0.9 * cm, **(small | {"alignment": TA_CENTER})),
        "covertitle": more("covertitle", fontName=face + "-b", fontSize=24, leading=29, spaceAfter=0.5 * cm, textColor=colour, **(small | {"alignment": TA_CENTER})),
        "c1": more("c1", spaceAfter=2, **small),
        "c2": more("c2", spaceAfter=2, leftIndent=0.6 * cm, **small),
    }


class Report(BaseDocTemplate):
    """Page templates with the running text; headings notify the contents."""

    def __init__(self, path, summary, style, total):
        super().__init__(path, initialFontName=register(style["font"]), pagesize=A4, title=summary.meta["title"], invariant=1)
        self.summary, self.style, self.total = summary, style, total
        tall, wide = A4, landscape(A4)
        self.addPageTemplates([
            PageTemplate("plain", [self.frame(tall, 2.3)], onPage=self.furniture, pagesize=tall),
            PageTemplate("wide", [self.frame(wide, 1.8)], onPage=self.furniture, pagesize=wide),
            PageTemplate("cover", [self.frame(tall, 2.3)], pagesize=tall),
        ])

    @staticmethod
    def frame(size, margin):
        edge = margin * cm
        return Frame(edge, edge, size[0] - 2 * edge, size[1] - 2 * edge, 0, 0, 0, 0)

    def furniture(self, canvas, _):
        canvas.saveState()
        canvas.setFont(self.style["font"], 8.5)
        canvas.setFillGray(0.3)
        width, height = canvas._pagesize
        edge = (1.8 if width > height else 2.3) * cm
        number = self.style["number"].replace("{n}", str(canvas.getPageNumber())).replace("{N}", str(self.total))
        if self.style.get("head"):
            canvas.drawString(edge, height - 1.3 * cm, self.summary.running)
            canvas.drawCentredString(width / 2, 1.2 * cm, number)
        else:
            canvas.drawString(edge, 1.2 * cm, self.summary.running)
            canvas.drawRightString(width - edge, 1.2 * cm, number)
        canvas.restoreState()

    def afterFlowable(self, flowable):
        level = getattr(flowable, "contents_level", None)
        if level is not None:
            self.notify("TOCEntry", (level, flowable.getPlainText(), self.page))


class Writer:
    def __init__(self, summary, style):
        self.summary, self.style, self.notes = summary, style, []
        self.sheet = sheet(style)

    def inline(self, runs):
        out = []
        for kind, text in runs:
            if kind == "note":
                self.notes.append("".join(html.escape(text, quote=False) for _, text in self.summary.notes[text]))
                out.append(f'<super size="60%">{len(self.notes)}</super>')
            else:
                text = html.escape(text, quote=False)
                out.append(f"<{kind}>{text}</{kind}>" if kind else text)
        return "".join(out)

    def table(self, block, wide):
        room = (29.7 - 3.6 if wide else 21 - 4.6) * cm
        rows = [[Paragraph(f"<b>{self.inline(cell)}</b>" if not at else self.inline(cell), self.sheet["cell"]) for cell in row]
                for at, row in enumerate(block.rows)]
        table = Table(rows, [room * share for share in widths(block.rows)], repeatRows=1, spaceBefore=4, spaceAfter=10)
        table.setStyle(TableStyle([
            ("GRID", (0, 0), (-1, -1), 0.6, colors.HexColor("#777777")),
            ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor(self.style.get("shade", "#e4e8ee"))),
            ("FONTNAME", (0, 0), (-1, -1), self.style["font"]),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 4), ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ]))
        return [table]

    def block(self, block, wide):
        if block.kind == "h":
            text = self.inline(block.runs)
            heading = Paragraph(text.upper() if block.level == 1 and self.style.get("capitals") else text, self.sheet[f"h{block.level}"])
            if block.level < 3:
                heading.contents_level = block.level - 1
            return [heading]
        if block.kind == "table":
            return self.table(block, wide)
        if block.kind == "toc":
            return self.contents()
        if block.kind == "break":
            return [PageBreak()]
        if block.kind == "n" and self.style.get("numbers") == "inline":
            return [Paragraph(f"{block.mark} {self.inline(block.runs)}", self.sheet["p"])]
        if block.kind in ("n", "li"):
            mark = self.style.get("bullet", "\u2022") if block.mark == "-" else block.mark
            return [Paragraph(f'<bullet>{mark}</bullet>{self.inline(block.runs)}', self.sheet[block.kind])]
        return [Paragraph(self.inline(block.runs), self.sheet["p"])]

    def contents(self):
        contents = TableOfContents()
        contents.levelStyles, contents.dotsMinLevel = [self.sheet["c1"], self.sheet["c2"]], 0
        contents.tableStyle = TableStyle([("FONTNAME", (0, 0), (-1, -1), self.style["font"]), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                                          ("RIGHTPADDING", (0, 0), (-1, -1), 0), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
        return [Paragraph("Contents", self.sheet["h1"]), contents, PageBreak()]

    def opening(self):
        meta, report = self.summary.meta, self.summary.layout == "report"
        name = "cover" if report else "banner"
        out = [Spacer(1, 4.5 * cm)] if report else []
        out.append(Paragraph(html.escape(meta["board"]), self.sheet[name]))
        out += [Paragraph(html.escape(line), self.sheet[name + "title"]) for line in self.summary.title_lines]
        if meta.get("author"):
            out.append(Paragraph(f"Independent author: {html.escape(meta['author'])}", self.sheet[name]))
        out.append(Paragraph(self.summary.date, self.sheet[name]))
        return [NextPageTemplate("plain")] + out + ([PageBreak()] if report else [Spacer(1, 0.4 * cm)])

    def story(self):
        out = self.opening()
        if self.summary.layout == "report" and not any(b.kind == "toc" for b in self.summary.blocks):
            out += self.contents()
        for wide, blocks in segments(self.summary):
            if wide:
                out += [NextPageTemplate("wide"), PageBreak()]
            out += [flowable for block in blocks for flowable in self.block(block, wide)]
            if wide:
                out += [NextPageTemplate("plain"), PageBreak()]
        if self.notes:
            out.append(Paragraph("Notes", self.sheet["h2"]))
            out += [Paragraph(f"<bullet>{at}</bullet>{note}", self.sheet["n"]) for at, note in enumerate(self.notes, 1)]
        while isinstance(out[-1], (PageBreak, NextPageTemplate)):
            out.pop()
        return out


def write(summary, style, path):
    """Lays the pages out twice: the first pass counts them."""
    total = 0
    for _ in range(2):
        report = Report(str(path), summary, style, total)
        if summary.layout == "report":
            report.pageTemplates.insert(0, report.pageTemplates.pop())
        report.multiBuild(Writer(summary, style).story())
        total = report.page
