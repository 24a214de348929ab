"""One function a producer: a summary and its style become a PDF file.

Every PDF passes `tidy`: dates, user names and machine paths leave the
metadata, the producer's own name stays, and the file identifier is derived
from the content, so that a rebuild gives the same bytes.
"""

import os
import pathlib
import shutil
import subprocess

import pikepdf
import pypdf
import typst
import weasyprint

import odt
import platypus
import tex
import typ
import web

EPOCH = "1262304000"
ENV = os.environ | {"SOURCE_DATE_EPOCH": EPOCH, "FORCE_SOURCE_DATE": "1", "TZ": "UTC"}
CHROMIUM = (
    "chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update --no-pdf-header-footer"
).split()


def run(command, where):
    """Runs a producer; its output is shown only when it fails."""
    done = subprocess.run(["nice", *map(str, command)], cwd=where, env=ENV, capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout[-3000:]}\n{done.stderr[-2000:]}")


def libreoffice(summary, style, out):
    flat = out.with_suffix(".fodt")
    flat.write_text(odt.fodt(summary, style), encoding="utf-8")
    profile = f"-env:UserInstallation=file://{out.parent}/profile"
    run(["soffice", profile, "--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir", out.parent, flat], out.parent)


def pdftex(summary, style, out):
    out.with_suffix(".tex").write_text(tex.latex(summary, style), encoding="utf-8")
    for _ in range(3):
        run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", out.with_suffix(".tex").name], out.parent)


def chromium(summary, style, out):
    """Prints twice when there is a contents page: the first pass finds its numbers."""
    platypus.register(style["font"])  # measures the dotted leaders
    numbers = {}
    for _ in range(2):
        page = out.with_suffix(".html")
        page.write_text(web.Page(summary, style, "chromium", numbers).html(), encoding="utf-8")
        run([*CHROMIUM, f"--user-data-dir={out.parent}/browser", f"--print-to-pdf={out}", page.as_uri()], out.parent)
        if numbers or not (summary.layout == "report" or any(b.kind == "toc" for b in summary.blocks)):
            break
        reader = pypdf.PdfReader(out)
        numbers = {name.lstrip("/"): reader.get_destination_page_number(at) + 1 for name, at in reader.named_destinations.items()}


def typst_(summary, style, out):
    source = out.with_suffix(".typ")
    source.write_text(typ.markup(summary, style), encoding="utf-8")
    typst.compile(str(source), output=str(out))


def weasyprint_(summary, style, out):
    weasyprint.HTML(string=web.Page(summary, style, "weasyprint").html()).write_pdf(out)


def reportlab(summary, style, out):
    platypus.write(summary, style, out)


PRODUCERS = {
    "libreoffice": libreoffice,
    "pdftex": pdftex,
    "chromium": chromium,
    "typst": typst_,
    "weasyprint": weasyprint_,
    "reportlab": reportlab,
}


def distil(path):
    """Writes the PDF anew with Ghostscript."""
    whole = path.with_suffix(".whole.pdf")
    shutil.move(path, whole)
    run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-dCompatibilityLevel=1.4",
         "-dPDFSETTINGS=/ebook", f"-sOutputFile={path}", whole], path.parent)


def tidy(path, summary, style):
    """Sets the metadata and a stable identifier."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        producer = str(pdf.docinfo.get("/Producer", "")) or style["producer"]
        for key in list(pdf.docinfo.keys()):
            del pdf.docinfo[key]
        pdf.docinfo["/Producer"] = producer
        title = style.get("pdf_title", summary.meta["title"])
        if title:
            pdf.docinfo["/Title"] = title
        if "/Metadata" in pdf.Root:
            del pdf.Root["/Metadata"]
        if "/DocChecksum" in pdf.trailer:  # LibreOffice's, over the date too
            del pdf.trailer["/DocChecksum"]
        if "/ID" in pdf.trailer:
            del pdf.trailer["/ID"]
        pdf.save(path, deterministic_id=True, compress_streams=True)


def pdf(summary, style, out, work):
    """Makes one PDF in `work` and moves it to `out`."""
    made = pathlib.Path(work) / f"{summary.slug}.pdf"
    PRODUCERS[style["producer"]](summary, style, made)
    if style.get("distil"):
        distil(made)
    tidy(made, summary, style)
    out.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(made, out)
