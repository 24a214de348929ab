"""Makes the sample corpus: `python make.py [slug...]` (all when none is named).

build.toml says which producer and which style each summary gets and which
files that cannot be read are added; the rest comes from the front matter.
`--check` builds nothing: it reads what is there and reports on it.
"""

import argparse
import csv
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

import odd
import produce
import source

HERE = pathlib.Path(__file__).parent
CORPUS = HERE.parent
COLUMNS = "file,title,authority,region,nation,published,kind,genre,grade,author".split(",")


def plan():
    return tomllib.loads((HERE / "build.toml").read_text(encoding="utf-8"))


def style_of(plan, summary):
    """House style, then the authority's number style, then the summary's own row."""
    authority = plan["authority"][summary.meta["authority"]]
    own = plan["summary"][summary.slug]
    return {"folder": authority["folder"], "region": authority["region"]} | plan["house"][authority["house"]] | own


def target(summary, style):
    """Where a summary's file goes."""
    kind = style.get("format", "pdf")
    return CORPUS / style["folder"] / f"{style.get('name', summary.slug)}.{kind}"


def build(summary, style, work):
    """One summary's file, by its format."""
    out = target(summary, style)
    if style.get("curly"):
        summary = source.typographic(summary)
    if out.suffix == ".html":
        odd.site(summary, style, out)
    elif out.suffix == ".txt":
        odd.text(summary, out)
    else:
        produce.pdf(summary, style, out, work)
        if how := style.get("then"):
            getattr(odd, how)(out, style)
    print(f"{style.get('producer', out.suffix):12} {pages(out):>3} pages {out.stat().st_size // 1024:>5} KiB  {out.relative_to(CORPUS)}")


def pages(path):
    """The page count as poppler reads it; "-" for what has none."""
    if path.suffix != ".pdf":
        return "-"
    done = subprocess.run(["pdfinfo", path], capture_output=True, text=True, errors="replace")
    found = re.search(r"Pages:\s+(\d+)", done.stdout)
    return found.group(1) if found else "-"


def manifest(plan, summaries):
    """manifest.csv; a summary's `blank` names cells left for inference."""
    rows = []
    for summary in summaries:
        style = style_of(plan, summary)
        values = dict(summary.meta) | {"file": target(summary, style).relative_to(CORPUS).as_posix()}
        values |= {"region": style["region"], "nation": "England"}
        if style.get("unlisted"):
            continue
        rows.append([("" if name in style.get("blank", []) else values.get(name, "")) for name in COLUMNS])
    for extra in plan["extra"]:
        if values := extra.get("row"):
            rows.append([(values | {"file": extra["file"]}).get(name, "") for name in COLUMNS])
    with (CORPUS / "manifest.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows))


def outcomes(plan, summaries):
    """outcomes.toml: what reading each file should end in."""
    planned = {}
    for summary in summaries:
        style = style_of(plan, summary)
        outcome = f'"{style.get("outcome", "extracted")}"'
        if recognised := style.get("recognised"):
            outcome = f'[{outcome}, "{recognised}"]'
        planned[target(summary, style).relative_to(CORPUS).as_posix()] = outcome
    for extra in plan["extra"]:
        planned[extra["file"]] = f'"{extra["outcome"]}"'
    lines = ["# The planned outcome of every file of corpus/; written by make.py.",
             "# Two where it matters whether pictures of text are recognised: without, and with.", ""]
    lines += [f'"{name}" = {outcome}' for name, outcome in sorted(planned.items())]
    (HERE / "outcomes.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def check(plan, summaries):
    """Page counts, fonts and completeness of what was built; True when all is well."""
    good = True
    for summary in summaries:
        style = style_of(plan, summary)
        path = target(summary, style)
        if path.suffix != ".pdf" or style.get("outcome", "extracted") != "extracted":
            continue
        text = "".join(subprocess.run(["pdftotext", *how, path, "-"], capture_output=True, text=True).stdout for how in ([], ["-raw"]))
        broken = tuple(words(" ".join(re.findall(r"(\w+)[-\u2010\u00ad]\s*\n", text)))) or ("-",)
        apart = words(text)
        text = re.sub(r"[-\u2010\u00ad]\s*\n\s*", "", text).replace("\u00ad", "")
        run_on = "".join(words(text))
        have, want = set(words(text)) | set(apart), [w for b in summary.blocks for w in words(b.text)]
        missing = [word for word in dict.fromkeys(want) if word not in have and word not in run_on and not word.startswith(broken)]
        fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True).stdout.splitlines()[2:]
        loose = [line.split()[0] for line in fonts if " yes yes " not in line]
        count = int(pages(path))
        sound = 4 <= count <= 10 and not missing and not loose
        good &= sound
        if not sound:
            print(f"{path.relative_to(CORPUS)}: {count} pages, {len(want)} words, missing {missing[:8]}, fonts {loose}")
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--check", action="store_true", help="report on what is there; build nothing")
    options = parser.parse_args()
    rules = plan()
    summaries = [source.load(path) for path in sorted((HERE / "summaries").glob("*.md"))]
    if not options.check:
        with tempfile.TemporaryDirectory() as work:
            for summary in summaries:
                if not options.slugs or summary.slug in options.slugs:
                    build(summary, style_of(rules, summary), pathlib.Path(work))
            if not options.slugs:
                odd.extras(rules["extra"], {s.slug: (s, style_of(rules, s)) for s in summaries}, CORPUS, pathlib.Path(work))
        manifest(rules, summaries)
        outcomes(rules, summaries)
    sys.exit(0 if check(rules, summaries) else 1)


if __name__ == "__main__":
    main()
