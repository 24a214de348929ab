#!/usr/bin/env python3
"""Writes the tiny PDFs of tests/suite/outcomes.rs, one trouble each: `python3 make.py` in this folder.

Only `needs-password.pdf` and `empty-password.pdf` need a tool (qpdf); all others are written by hand, so
that the trouble is exactly the one named. The files are committed: no test needs this script.
"""

import pathlib
import subprocess
import textwrap
import zlib

HERE = pathlib.Path(__file__).parent
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
WORDS = "The school did not pass on what it knew."


def text(words, y=700):
    return f"BT /F1 12 Tf 72 {y} Td ({words}) Tj ET".encode()


def pdf(objects, trailer=b""):
    """A file of these objects, numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def stream(data, entries=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def pages(contents, resources=b"<< /Font << /F1 3 0 R >> >>", more=()):
    """Catalogue, page tree, font, then for each page the page and its content, then `more`."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        FONT,
    ]
    for i, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents %d 0 R >>"
            % (resources, 5 + 2 * i)
        )
        objects.append(content)
    return objects + list(more)


def bomb(levels, size):
    """`size` zero bytes, deflated again and again: the filters to undo it, and a few bytes of data."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(size >> 20)) + packer.flush()
    for _ in range(levels - 1):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter [%s]" % (b"/FlateDecode " * levels))


def laughs():
    """Twelve forms, each showing the next ten times: 10^12 pictures of nothing."""
    first = 6
    names = b" ".join(b"/X%d %d 0 R" % (i, first + i) for i in range(13))
    resources = b"<< /Font << /F1 3 0 R >> /XObject << %s >> >>" % names
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources %s" % resources
    forms = [stream(b" ".join([b"/X%d Do" % (i + 1)] * 10), form) for i in range(12)]
    forms.append(stream(text("again"), form))
    return pdf(pages([stream(b"/X0 Do")], resources, forms))


def scanned(stamp=b""):
    picture = stream(
        zlib.compress(bytes(100 * 140)),
        b"/Type /XObject /Subtype /Image /Width 100 /Height 140 /BitsPerComponent 8"
        b" /ColorSpace /DeviceGray /Filter /FlateDecode",
    )
    resources = b"<< /Font << /F1 3 0 R >> /XObject << /P 6 0 R >> >>"
    return pdf(pages([stream(b"q 595 0 0 842 0 0 cm /P Do Q " + stamp)], resources, [picture]))


def scanned_words():
    """`plain.pdf` as one picture of one bit a pixel, 150 dots an inch."""
    command = ["pdftoppm", "-r", "150", "-mono", HERE / "plain.pdf"]
    bitmap = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    kind, size, bits = bitmap.split(b"\n", 2)
    width, height = map(int, size.split())
    picture = stream(
        zlib.compress(bits, 9),
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 1 /ColorSpace /DeviceGray"
        b" /Decode [1 0] /Filter /FlateDecode" % (width, height),
    )
    resources = b"<< /XObject << /P 6 0 R >> >>"
    return pdf(pages([stream(b"q 595 0 0 842 0 0 cm /P Do Q")], resources, [picture]))


LEFT = """The first column tells of the months before the birth, when the midwife saw the mother four times
and wrote down each time that she came alone. Nobody asked why. The notes were kept at the surgery and the hospital
did not have them."""
RIGHT = """The second column tells of the year that followed. The health visitor called and found the flat empty.
She rang the housing office, which knew of the move, and was told that nothing could be said without consent."""


def column(words, x, y, width=44, step=12):
    """The words wrapped to lines of a column."""
    lines = textwrap.wrap(" ".join(words.split()), width)
    return b"\n".join(
        f"BT /F1 9 Tf {x} {y - step * i} Td ({line}) Tj ET".encode() for i, line in enumerate(lines)
    )


def two_columns():
    """A title over two columns a narrow gutter apart, a footnote under the first, a line over both at the end."""
    title = b"BT /F1 16 Tf 60 780 Td (A title that runs over both of the columns) Tj ET"
    note = b"60 360 m 110 360 l S BT /F1 7 Tf 60 350 Td (1 Read at the surgery.) Tj ET"
    end = "Both columns end above this line, which runs over the whole width of the page again."
    end = f"BT /F1 9 Tf 60 320 Td ({end}) Tj ET".encode()
    left, right = column(LEFT, 60, 440), column(RIGHT, 272, 440)
    return pdf(pages([stream(b"\n".join([title, left, note, right, end]))]))


def named_map():
    """A composite font that is not embedded and whose map to Unicode is only named."""
    code = WORDS.encode("utf-16-be").hex().encode()
    resources = b"<< /Font << /F1 6 0 R >> >>"
    more = [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Some /Encoding /Identity-H /ToUnicode /Identity-H"
        b" /DescendantFonts [7 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Some /DW 500 /FontDescriptor 8 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /Some /Flags 4 >>",
    ]
    return pdf(pages([stream(b"BT /F1 12 Tf 72 700 Td <%s> Tj ET" % code)], resources, more))


def write(name, data):
    (HERE / name).write_bytes(data)


def encrypted(name, password):
    command = ["qpdf", "--encrypt", password, "owner", "256", "--", HERE / "plain.pdf", HERE / name]
    subprocess.run(command, check=True)


def main():
    good = stream(text(WORDS))
    plain = pdf(pages([good]))
    write("plain.pdf", plain)
    write("no-bytes.pdf", b"")
    write("no-pages.pdf", pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]))
    write("blank.pdf", pdf(pages([stream(b"")])))
    write("not-a-pdf.pdf", b"This was a web page once, and is not a PDF.\n" * 3)
    write("cut-short.pdf", plain[:120])
    write("no-table.pdf", plain[: plain.index(b"xref")])
    write("scanned.pdf", scanned())
    write("scanned-stamped.pdf", scanned(text("Downloaded on 3 May", 20)))
    write("scanned-words.pdf", scanned_words())
    broken = stream(b"this is no deflated stream", b"/Filter /FlateDecode")
    write("one-page-broken.pdf", pdf(pages([good, broken])))
    write("laughs.pdf", laughs())
    write("bomb.pdf", pdf(pages([bomb(3, 6 << 30)])))
    deep = text(WORDS) + b"\n/T " + b"[" * 200_000 + b"]" * 200_000 + b" DP"
    write("deep.pdf", pdf(pages([stream(zlib.compress(deep, 9), b"/Filter /FlateDecode")])))
    nested = pages([stream(text(WORDS))])
    nested[0] = b"<< /Type /Catalog /Pages 2 0 R /Nested %s%s >>" % (b"[" * 2_000, b"]" * 2_000)
    write("nested.pdf", pdf(nested))
    write("two-columns.pdf", two_columns())
    write("named-map.pdf", named_map())
    encrypted("needs-password.pdf", "secret")
    encrypted("empty-password.pdf", "")


main()
