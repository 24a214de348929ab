#!/usr/bin/env python3
"""Writes `review.docx`, the parts that matter of a Word file and no more: `python3 make.py` in this folder."""

import pathlib
import zipfile

HERE = pathlib.Path(__file__).parent
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner, style="", number=""):
    style = style and f'<w:pStyle w:val="{style}"/>'
    number = number and f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{style}{number}</w:pPr>{inner}</w:p>"


def cell(text):
    return f"<w:tc>{paragraph(run(text))}</w:tc>"


BODY = "".join([
    paragraph(run("Executive summary"), "Title"),
    paragraph(run("Introduction"), "Heading1", "10"),
    # A place name in a smart tag, an insertion, a deletion, a footnote: all common in real files.
    paragraph(
        run("The review in ") + f"<w:smartTag>{run('Netherfold')}</w:smartTag>"
        + f"<w:ins>{run(' was asked')}</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        + run(" for in 2009.") + '<w:r><w:footnoteReference w:id="2"/></w:r>',
        number="11",
    ),
    paragraph(run("It looked at:")),
    paragraph(run("the school"), number="20"),
    paragraph(run("the clinic"), number="20"),
    '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
    paragraph("<w:r><w:lastRenderedPageBreak/><w:t>Findings</w:t></w:r>", "Heading1", "10"),
    f"<w:tbl><w:tr>{cell('Action')}{cell('By whom')}</w:tr><w:tr>{cell('Share records')}{cell('Health')}</w:tr></w:tbl>",
])
STYLES = """
<w:style w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>
"""


def level(number, form, text):
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="5">{level(0, "decimal", "%1.")}{level(1, "decimal", "%1.%2")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="6">{level(0, "bullet", "x")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>'
)
PARTS = {
    "word/document.xml": f"<w:document {W}><w:body>{BODY}</w:body></w:document>",
    "word/styles.xml": f"<w:styles {W}>{STYLES}</w:styles>",
    "word/numbering.xml": f"<w:numbering {W}>{NUMBERING}</w:numbering>",
    "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="2">{paragraph(run("By the board."))}</w:footnote></w:footnotes>',
}

with zipfile.ZipFile(HERE / "review.docx", "w", zipfile.ZIP_DEFLATED) as archive:
    for name, part in PARTS.items():
        information = zipfile.ZipInfo(name)  # a fixed date: the same bytes every time
        information.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(information, '<?xml version="1.0" encoding="UTF-8"?>' + part)
