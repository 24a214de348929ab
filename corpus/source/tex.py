"""LaTeX source for pdfTeX: justified, hyphenated, footnotes, dotted contents."""

import re

from source import narrow, segments, spans, widths

SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\u2022": r"\textbullet{}"}
SPECIAL |= {c: "\\" + c for c in "&%$#_{}"}
FACES = {
    "Times": r"\usepackage{mathptmx}",
    "Helvetica": r"\usepackage[scaled=.92]{helvet}\renewcommand{\familydefault}{\sfdefault}",
    "Palatino": r"\usepackage{mathpazo}",
    "Charter": r"\usepackage{charter}",
    "Latin Modern": r"\usepackage{lmodern}",
}

PREAMBLE = r"""\documentclass[%(size)spt,a4paper]{article}
\pdfinfoomitdate=1 \pdftrailerid{} \pdfsuppressptexinfo=15
\usepackage{cmap}\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{textcomp}
%(face)s
\usepackage[british]{babel}
\usepackage{geometry}\geometry{a4paper,margin=2.4cm,headheight=14pt}
\usepackage{fancyhdr,longtable,array,multicol,pdflscape,color,xcolor}
\usepackage[final]{microtype}
\definecolor{house}{HTML}{%(colour)s}\definecolor{shade}{HTML}{%(shade)s}
\usepackage{colortbl}
\setlength{\parindent}{0pt}\setlength{\parskip}{5pt plus 1pt}\setlength{\columnsep}{.8cm}
\tolerance=900 \emergencystretch=2em \hyphenpenalty=%(hyphens)s \righthyphenmin=3
\makeatletter
\AtEndDocument{\clearpage\addtocounter{page}{-1}\immediate\write\@auxout{\string\gdef\string\lastpage{\thepage}}}
\providecommand\lastpage{0}
\renewcommand\section{\@startsection{section}{1}{\z@}{14pt plus 3pt}{5pt}{\color{house}\Large\bfseries\raggedright}}
\renewcommand\subsection{\@startsection{subsection}{2}{\z@}{9pt plus 2pt}{3pt}{\color{house}\large\bfseries\raggedright}}
\renewcommand\subsubsection{\@startsection{subsubsection}{3}{\z@}{6pt plus 2pt}{2pt}{\itshape\bfseries\raggedright}}
\renewcommand\l@section{\@dottedtocline{1}{0em}{1.5em}}
\renewcommand\l@subsection{\@dottedtocline{2}{1.5em}{1.5em}}
\makeatother
\newcommand\hung[4]{{\leftskip=#1\relax\noindent\hspace*{-#2}\makebox[#2][l]{#3}\ignorespaces #4\par}}
\pagestyle{fancy}\fancyhf{}\renewcommand\headrulewidth{0pt}
%(furniture)s
\renewcommand{\arraystretch}{1.25}
\begin{document}
%(align)s
"""


def tex(text):
    """Text with TeX's own characters escaped."""
    return re.sub(r"[\\~^&%$#_{}\u2022]", lambda m: SPECIAL[m.group(0)], text)


def furniture(summary, style):
    field = tex(style["number"]).replace(r"\{n\}", r"\thepage{}").replace(r"\{N\}", r"\lastpage{}")
    running = rf"\footnotesize\color{{darkgray}} {tex(summary.running)}"
    field = rf"\footnotesize\color{{darkgray}} {field}"
    if style.get("head"):
        return rf"\fancyhead[L]{{{running}}}\fancyfoot[C]{{{field}}}"
    return rf"\fancyfoot[L]{{{running}}}\fancyfoot[R]{{{field}}}"


class Writer:
    def __init__(self, summary, style):
        self.summary, self.style = summary, style
        self.columns = summary.layout == "two-column"

    def inline(self, runs):
        out = []
        for kind, text in runs:
            if kind == "note":
                out.append(rf"\footnote{{{self.inline(self.summary.notes[text])}}}")
            else:
                out.append({"": "%s", "b": r"\textbf{%s}", "i": r"\emph{%s}"}[kind] % tex(text))
        return "".join(out)

    def table(self, block, wide):
        inside = self.columns and narrow(block)
        width = r"\columnwidth" if inside else "24.2cm" if wide else "16.2cm"
        shares = widths(block.rows, 46 if inside else 95)
        columns = "".join(
            rf"|>{{\raggedright\arraybackslash}}p{{\dimexpr {share:.4f}\dimexpr {width}\relax - 2\tabcolsep - .6pt\relax}}"
            for share in shares
        )
        rows = [" & ".join(map(self.inline, row)) for row in block.rows]
        head = " & ".join(rf"\textbf{{{self.inline(cell)}}}" for cell in block.rows[0])
        body = "\n".join(row + r"\\ \hline" for row in rows[1:])
        if inside:
            return (
                rf"\par{{\small\setlength{{\tabcolsep}}{{4pt}}\noindent\begin{{tabular}}{{{columns}|}}\hline"
                rf"\rowcolor{{shade}}{head}\\ \hline {body}\end{{tabular}}\par}}\vspace{{6pt}}"
            )
        return rf"{{\small\setlength{{\tabcolsep}}{{4pt}}\begin{{longtable}}[l]{{{columns}|}}\hline\rowcolor{{shade}}{head}\\ \hline\endhead {body}\end{{longtable}}}}"

    def heading(self, block):
        name = ("section", "subsection", "subsubsection")[block.level - 1]
        shown = self.inline(block.runs)
        if block.level == 1 and self.style.get("capitals"):
            shown = rf"\MakeUppercase{{{shown}}}"
        entry = rf"\addcontentsline{{toc}}{{{name}}}{{{tex(block.text)}}}" if block.level < 3 else ""
        return rf"\{name}*{{{shown}}}{entry}"

    def block(self, block, wide):
        if block.kind == "h":
            return self.heading(block)
        if block.kind == "table":
            return self.table(block, wide)
        if block.kind == "toc":
            return self.contents()
        if block.kind == "break":
            return "" if self.columns else r"\clearpage"
        if block.kind == "n" and self.style.get("numbers") == "inline":
            return rf"{block.mark}\enspace {self.inline(block.runs)}\par"
        by = ".9cm" if self.columns else "1.1cm"
        if block.kind == "n":
            return rf"\hung{{{by}}}{{{by}}}{{{block.mark}}}{{{self.inline(block.runs)}}}"
        if block.kind == "li":
            mark = tex(self.style.get("bullet", "\u2022")) if block.mark == "-" else block.mark
            left = "1.4cm" if self.columns else "1.7cm"
            return rf"\hung{{{left}}}{{.6cm}}{{{mark}}}{{{self.inline(block.runs)}}}"
        return self.inline(block.runs) + r"\par"

    def contents(self):
        return r"{\setlength{\parskip}{2pt}\section*{Contents}\makeatletter\@starttoc{toc}\makeatother}\clearpage"

    def opening(self):
        meta, titles = self.summary.meta, [tex(line) for line in self.summary.title_lines]
        author = rf"Independent author: {tex(meta['author'])}" if meta.get("author") else ""
        lines = [tex(meta["board"])] + [rf"{{\LARGE\bfseries\color{{house}} {line}}}" for line in titles] + [author, self.summary.date]
        if self.summary.layout == "report":
            inner = r"\par\vspace{.8cm}".join(rf"{{\large {line}}}" for line in lines if line)
            return rf"\begin{{titlepage}}\centering\vspace*{{4.5cm}}{inner}\par\end{{titlepage}}\setcounter{{page}}{{2}}"
        inner = r"\par ".join(line for line in lines if line)
        return rf"{{\raggedright {inner}\par}}\vspace{{4pt}}{{\color{{house}}\hrule height 1pt}}\vspace{{10pt}}"

    def body(self):
        out = [self.opening()]
        if self.summary.layout == "report" and not any(b.kind == "toc" for b in self.summary.blocks):
            out.append(self.contents())
        for wide, blocks in segments(self.summary):
            if self.columns:
                out += [self.columned(across, part) for across, part in spans(blocks)]
                continue
            inner = "\n".join(self.block(block, wide) for block in blocks)
            if wide:
                inner = rf"\newgeometry{{margin=1.9cm,includefoot}}\begin{{landscape}}{inner}\end{{landscape}}\restoregeometry"
            out.append(inner)
        return "\n".join(out)

    def columned(self, across, blocks):
        inner = "\n".join(self.block(block, False) for block in blocks)
        return inner if across else rf"\begin{{multicols}}{{2}}{inner}\end{{multicols}}"


def latex(summary, style):
    """The whole document for pdflatex, to be run twice."""
    values = {
        "size": style["size"],
        "face": FACES[style["font"]],
        "colour": style["colour"].lstrip("#").upper(),
        "shade": style.get("shade", "#e4e8ee").lstrip("#").upper(),
        "hyphens": 50 if style.get("hyphenate") else 10000,
        "furniture": furniture(summary, style),
        "align": "" if style.get("justify") else r"\raggedright",
    }
    return PREAMBLE % values + Writer(summary, style).body() + "\n\\end{document}\n"
