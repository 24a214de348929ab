"""The source format: TOML front matter, then light markdown, into blocks.

One line is one paragraph. `runs` are the pieces of a line: (style, text) with
style one of "", "b", "i" and "note" (then text is the footnote's key).
"""

import dataclasses
import datetime
import math
import pathlib
import re
import tomllib

HERE = pathlib.Path(__file__).parent
INLINE = re.compile(r"\*\*(?P<b>.+?)\*\*|\*(?P<i>[^* ][^*]*)\*|\[\^(?P<note>\w+)\](?!:)")
NUMBERED = re.compile(r"(\d+(?:\.\d+)+\.?|\d+\.)\s+(.*)")
LETTERED = re.compile(r"([a-z]|[ivx]{1,4})\)\s+(.*)")
NOTE = re.compile(r"\[\^(\w+)\]:\s*(.*)")
MONTHS = "January February March April May June July August September October November December".split()


@dataclasses.dataclass
class Block:
    """kind: h (level 1-3), p, n (numbered), li, table, toc, break."""

    kind: str
    runs: list = dataclasses.field(default_factory=list)
    mark: str = ""
    level: int = 0
    rows: list = dataclasses.field(default_factory=list)
    anchor: str = ""

    @property
    def text(self):
        return "".join(text for style, text in self.runs if style != "note")


@dataclasses.dataclass
class Summary:
    slug: str
    meta: dict
    blocks: list
    notes: dict

    @property
    def date(self):
        """The publication date as a cover prints it: "March 2009"."""
        parts = [int(part) for part in str(self.meta["published"]).split("-")]
        day = [str(parts[2])] if len(parts) > 2 else []
        month = [MONTHS[parts[1] - 1]] if len(parts) > 1 else []
        return " ".join(day + month + [str(parts[0])])

    @property
    def title_lines(self):
        """The title's parts, one to a line of the cover."""
        return [part for part in re.split(r"[:.]\s+|\s+[-\u2013]\s+", self.meta["title"]) if part]

    @property
    def running(self):
        return self.meta.get("footer") or self.meta["title"]

    @property
    def layout(self):
        return self.meta.get("layout", "plain")

    def headings(self, depth=2):
        return [b for b in self.blocks if b.kind == "h" and b.level <= depth]


def runs(text):
    """Cuts one line into its styled pieces."""
    found, at = [], 0
    for match in INLINE.finditer(text):
        if match.start() > at:
            found.append(("", text[at : match.start()]))
        found.append((match.lastgroup, match.group(match.lastgroup)))
        at = match.end()
    if at < len(text):
        found.append(("", text[at:]))
    return found


def load(path):
    """Reads one summary with its includes."""
    _, front, body = path.read_text(encoding="utf-8").split("+++", 2)
    meta = tomllib.loads(front)
    for key, value in meta.items():
        if isinstance(value, (datetime.date, int)):
            meta[key] = str(value)
    summary = Summary(path.stem, meta, [], {})
    for line in include(body, meta).splitlines():
        take(summary, line.strip())
    drop_title(summary)
    for number, block in enumerate(summary.blocks):
        block.anchor = f"s{number}"
    missing = {text for b in summary.blocks for text in cited(b)} ^ set(summary.notes)
    if missing:
        raise ValueError(f"{path.name}: footnotes without text or without a place: {sorted(missing)}")
    return summary


def drop_title(summary):
    """Takes off leading headings that only repeat the title the layout prints."""
    known = set(re.findall(r"\w+", (summary.meta["title"] + " executive summary in respect of").lower()))
    blocks = summary.blocks
    while blocks[0].kind == blocks[1].kind == "h" and set(re.findall(r"\w+", blocks[0].text.lower())) <= known:
        blocks.pop(0)


def cited(block):
    """The footnote keys of a block, table cells included."""
    cells = [cell for row in block.rows for cell in row] or [block.runs]
    return [text for cell in cells for style, text in cell if style == "note"]


def include(body, meta):
    """Puts shared texts in place of {{include name}} and values for {{key}}."""

    def shared(match):
        return (HERE / "shared" / f"{match.group(1)}.md").read_text(encoding="utf-8").strip()

    def value(match):
        key = match.group(1)
        if key in ("toc", "pagebreak"):
            return match.group(0)
        if key not in meta:
            raise ValueError(f"no front matter key for {{{{{key}}}}}")
        return str(meta[key])

    body = re.sub(r"\{\{include ([\w-]+)\}\}", shared, body)
    return re.sub(r"\{\{(\w+)\}\}", value, body)


def take(summary, line):
    """Adds one source line to the summary."""
    blocks = summary.blocks
    if not line:
        if blocks and blocks[-1].kind == "table":
            blocks[-1].mark = "closed"
    elif line == "{{toc}}":
        blocks.append(Block("toc"))
    elif line == "{{pagebreak}}":
        if not blocks or blocks[-1].kind != "toc":  # a contents page ends its page anyway
            blocks.append(Block("break"))
    elif match := NOTE.fullmatch(line):
        summary.notes[match.group(1)] = runs(match.group(2))
    elif match := re.fullmatch(r"(#{1,3})\s+(.*)", line):
        blocks.append(Block("h", runs(match.group(2)), level=len(match.group(1))))
    elif line.startswith("|"):
        row = [runs(cell.strip()) for cell in line.strip("|").split("|")]
        if not blocks or blocks[-1].kind != "table" or blocks[-1].mark:
            blocks.append(Block("table"))
        blocks[-1].rows.append(row)
    elif line.startswith("- "):
        blocks.append(Block("li", runs(line[2:]), mark="-"))
    elif match := LETTERED.fullmatch(line):
        blocks.append(Block("li", runs(match.group(2)), mark=match.group(1) + ")"))
    elif match := NUMBERED.fullmatch(line):
        blocks.append(Block("n", runs(match.group(2)), mark=match.group(1)))
    else:
        blocks.append(Block("p", runs(line)))


def typographic(summary):
    """The summary with curly quotes and en dashes, as word processors set them."""

    def curl(pieces):
        return [(style, text if style == "note" else curly(text)) for style, text in pieces]

    blocks = [
        dataclasses.replace(b, runs=curl(b.runs), rows=[[curl(cell) for cell in row] for row in b.rows])
        for b in summary.blocks
    ]
    meta = {key: curly(value) for key, value in summary.meta.items()}
    return Summary(summary.slug, meta, blocks, {key: curl(note) for key, note in summary.notes.items()})


def curly(text):
    """Straight quotes turned by what stands before them; spaced hyphens to dashes."""
    text = re.sub(r"(^|[\s(\[\u2013])\"", "\\1\u201c", text).replace('"', "\u201d")
    text = re.sub(r"(^|[\s(\[\u201c])'", "\\1\u2018", text).replace("'", "\u2019")
    return text.replace(" - ", " \u2013 ")


def narrow(block):
    """Whether a table fits in one column of a two-column page."""
    return len(block.rows[0]) <= 3


def spans(blocks):
    """Cuts a two-column text into (across, blocks): a broad table and the
    headings right above it go across the page."""
    parts = []
    for block in blocks:
        across = block.kind == "table" and not narrow(block)
        moved = []
        while across and parts and not parts[-1][0] and parts[-1][1] and parts[-1][1][-1].kind == "h":
            moved.insert(0, parts[-1][1].pop())
        if not parts or across or parts[-1][0]:
            parts.append((across, []))
        parts[-1][1].extend([*moved, block])
    return [(across, blocks) for across, blocks in parts if blocks]


def segments(summary):
    """Cuts the blocks into (wide, blocks): wide is the action plan's section."""
    if summary.layout != "landscape-plan":
        return [(False, summary.blocks)]
    parts, level = [(False, [])], None
    for block in summary.blocks:
        if block.kind == "h":
            if level is not None and block.level <= level:
                level = None
                parts.append((False, []))
            if level is None and "action plan" in block.text.lower():
                level = block.level
                parts.append((True, []))
        parts[-1][1].append(block)
    return [(wide, blocks) for wide, blocks in parts if blocks]


def plain(cell):
    """A cell's text without its styles."""
    return "".join(text for style, text in cell if style != "note")


def widths(rows, room=95):
    """Shares of the line for a table's columns; they add up to 1.

    `room` is the line in characters of the table's size. Each column gets its
    longest word first; what is left goes by the amount of text.
    """
    columns = max(len(row) for row in rows)
    least, weights = [], []
    for column in range(columns):
        cells = [plain(row[column]) for row in rows if column < len(row)]
        word = max((len(word) for cell in cells for word in cell.split()), default=1)
        head = max((len(word) for word in cells[0].split()), default=1)
        least.append((max(word, 1.2 * head) + 3) / room)
        weights.append(math.sqrt(sum(map(len, cells)) + 1))
    rest = max(0, 1 - sum(least))
    shares = [low + rest * weight / sum(weights) for low, weight in zip(least, weights)]
    return [share / sum(shares) for share in shares]
