"""What is not an ordinary PDF: scans, locked, cut, empty, web page, text, picture."""

import hashlib
import html
import io
import pathlib
import random
import shutil
import subprocess
import tempfile

import pikepdf
from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

import produce
import web

LOCK = pikepdf.Permissions(extract=False, modify_other=False, modify_annotation=False)
NAVIGATION = ["Home", "About the Board", "Policies and procedures", "Training", "Serious case reviews", "Contact us"]


def scanned(path, _style):
    """Replaces the pages by grey pictures of them, a little askew and uneven."""
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(["pdftoppm", "-gray", "-r", "150", path, f"{work}/p"], check=True)
        sheets = sorted(pathlib.Path(work).glob("p*.pgm"))
        chance = random.Random(7)
        made = canvas.Canvas(str(path), invariant=1, pageCompression=1)
        for sheet in sheets:
            grey = Image.open(sheet)
            grey = grey.rotate(chance.uniform(-0.6, 0.6), Image.Resampling.BICUBIC, fillcolor=250)
            grey = grey.filter(ImageFilter.GaussianBlur(0.5)).point(lambda v: 14 + v * 0.9)
            picture = io.BytesIO()
            grey.save(picture, "JPEG", quality=38, dpi=(150, 150))
            made.setPageSize((595.3, 841.9))
            made.drawImage(ImageReader(picture), 0, 0, 595.3, 841.9)
            made.showPage()
        made.save()
    clean(path, "Scanner")


def clean(path, producer):
    """Drops all metadata but the producer's name."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for key in list(pdf.docinfo.keys()):
            del pdf.docinfo[key]
        pdf.docinfo["/Producer"] = producer
        if "/ID" in pdf.trailer:
            del pdf.trailer["/ID"]
        pdf.save(path, deterministic_id=True)


def locked(path, _style):
    """Encrypted for its owner; the user password is empty, so it opens."""
    encrypt(path, "", "owner-only")


def encrypt(path, user, owner):
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        rules = pikepdf.Encryption(user=user, owner=owner, R=3, allow=LOCK, aes=False, metadata=False)
        pdf.save(path, encryption=rules, static_id=True)


def password(path, summary, style, work):
    """Opens only with a password that is not published."""
    produce.pdf(summary, style, path, work)
    encrypt(path, "panel-members-2013", "owner-only")


def truncated(path, summary, style, work):
    """Keeps the first 45 %: page contents but no page tree, catalog or cross-reference.

    LibreOffice writes those last, with the dates; `tidy` would move them to the
    front, so it is left out.
    """
    made = work / f"{summary.slug}.pdf"
    produce.PRODUCERS[style["producer"]](summary, style, made)
    whole = made.read_bytes()
    path.write_bytes(whole[: len(whole) * 45 // 100])


def site(summary, style, out):
    """A summary as the board's web page, with the site's own furniture."""
    page = web.Page(summary, style, "site")
    links = "".join(f'<li><a href="#">{name}</a></li>' for name in NAVIGATION)
    board = html.escape(summary.meta["board"])
    title = html.escape(summary.meta["title"])
    css = "body{font:16px/1.5 sans-serif;max-width:46em;margin:auto}table{border-collapse:collapse}td,th{border:1px solid #777;padding:4px;vertical-align:top}nav li{display:inline;margin-right:1em}"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{title} | {board}</title>\n<style>{css}</style>\n</head>\n'
        f"<body>\n<header><p>{board}</p><nav><ul>{links}</ul></nav></header>\n<main>\n{page.body()}\n</main>\n"
        f"<footer><p>Copyright {board} {summary.meta['published'][:4]}. Accessibility. Cookies. Privacy.</p></footer>\n"
        "<script>document.documentElement.className = 'ready';</script>\n</body>\n</html>\n".replace("</p><p", "</p>\n<p"),
        encoding="utf-8",
    )


def text(summary, out):
    """A summary as plain text, blank lines between the blocks."""
    parts = [summary.meta["board"], *summary.title_lines, summary.date]
    for block in summary.blocks:
        if block.kind == "table":
            parts.append("\n".join("\t".join("".join(t for _, t in cell) for cell in row) for row in block.rows))
        elif block.kind == "h":
            parts.append(block.text.upper() if block.level == 1 else block.text)
        elif block.kind not in ("toc", "break"):
            parts.append(f"{block.mark} {block.text}".strip())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def picture(path):
    """A board's emblem: a file of a kind that is not read."""
    image = Image.new("RGB", (240, 120), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((20, 20, 100, 100), outline="#1f3864", width=6)
    draw.rectangle((120, 48, 220, 72), fill="#1f3864")
    image.save(path)


def extras(rows, summaries, corpus, work):
    """The files beside the summaries, after the summaries are there."""
    for row in rows:
        out = corpus / row["file"]
        out.parent.mkdir(parents=True, exist_ok=True)
        if row["make"] == "copy":
            shutil.copyfile(corpus / row["of"], out)
        elif row["make"] == "empty":
            out.write_bytes(b"")
        elif row["make"] == "picture":
            picture(out)
        else:
            summary, style = summaries[row["of"]]
            {"password": password, "truncated": truncated}[row["make"]](out, summary, style | row["style"], work)
        digest = hashlib.sha256(out.read_bytes()).hexdigest()[:12]
        print(f"{row['make']:12} {digest}  {row['file']}")
