"""Given a Brief; gives the same paper as PDF, set with its fonts embedded, in the layout of GB/T 9704-2012."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from reports.fonts import faces
from reports.model import Chart, Paragraph, Table
from reports.numerals import first_level
from reports.pictures import svg
from reports.spacing import close_up
from reports.table_room import stands_on_a_page

if TYPE_CHECKING:
    from reports.fonts import Faces
    from reports.model import Block, Brief

PAPER = "paper.typ"


def pdf(brief: Brief) -> bytes:
    """The paper. Raises reports.fonts.FontError."""
    with tempfile.TemporaryDirectory() as folder:
        paper = _Paper(Path(folder), faces())
        (paper.folder / PAPER).write_text(paper.source(brief), encoding="utf-8")
        made = typst.compile(str(paper.folder / PAPER))
    if not isinstance(made, bytes):
        raise TypeError("one paper was asked for")
    return made


class _Paper:
    """Writes the source and, beside it, the pictures that it names."""

    def __init__(self, folder: Path, fonts: Faces) -> None:
        self.folder = folder
        self.fonts = fonts
        self.pictures = 0

    def source(self, brief: Brief) -> str:
        parts = [self._page(brief), self._masthead(brief), f"#title[{quoted(brief.title)}]", self._text(brief.lead)]
        for number, section in enumerate(brief.sections, start=1):
            parts.append(f"#head[{quoted(first_level(number, section.heading))}]")
            parts += [self._block(block) for block in section.blocks]
        for number, table in enumerate(brief.annex, start=1):
            parts += ["#pagebreak()", f"#annex[附表{number if len(brief.annex) > 1 else ''}]", self._table(table)]
        if brief.basis:
            parts += ["#head[附：口径说明]", *(f"#small[{quoted(each.text)}]" for each in brief.basis)]
        return "\n\n".join(parts)

    def _page(self, brief: Brief) -> str:
        """Page and faces; sizes, margins and line pitch as in reports.word_page."""
        fonts, mark = self.fonts, f"#align(center, text(12pt)[{quoted(brief.mark)}])" if brief.mark else ""
        return f"""#set document(title: [{quoted(brief.title)}], author: "{_string(brief.organ)}", date: none)
#let foot = context {{
  let page-number = counter(page).get().first()
  align(if calc.odd(page-number) {{ right }} else {{ left }}, pad(x: 14pt, text(14pt, [— #page-number —])))
  align(center, text(9pt)[{quoted(brief.footer)}])
}}
#set page("a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), footer: foot, header: [{mark}])
#set text(font: ("Times New Roman", "Liberation Serif", "{fonts.text}"), size: 16pt, lang: "zh", region: "cn", top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 12.95pt, spacing: 12.95pt)
#let face(family, size, body) = text(font: ("Times New Roman", "Liberation Serif", family), size: size, body)
#let title(body) = align(center, block(above: 29pt, below: 22pt, par(first-line-indent: 0pt, leading: 14pt, face("{fonts.title}", 22pt, body))))
#let head(body) = block(sticky: true, par(face("{fonts.head}", 16pt, body)))
#let annex(body) = par(first-line-indent: 0pt, face("{fonts.head}", 16pt, body))
#let caption(body) = block(sticky: true, width: 100%, align(center, face("{fonts.second}", 14pt, body)))
#let small(body) = text(12pt, par(leading: 7.2pt, spacing: 7.2pt, body))"""

    def _masthead(self, brief: Brief) -> str:
        name = f'#align(center, face("{self.fonts.title}", 36pt, text(fill: rgb("#C00000"))[{quoted(brief.masthead)}]))'
        line = f"#par(first-line-indent: 0pt)[{quoted(brief.issue)} #h(1fr) {quoted(brief.date)}]"
        organ = f"#par(first-line-indent: 0pt)[{quoted(brief.organ)}]"
        return "\n".join([name, line, organ, '#line(length: 100%, stroke: 2pt + rgb("#C00000"))'])

    def _text(self, text: str) -> str:
        return f"#par[{quoted(text)}]"

    def _block(self, block: Block) -> str:
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Chart):
            return self._picture(block)
        return self._text(block.text) if isinstance(block, Paragraph) else ""

    def _table(self, table: Table) -> str:
        widths = ", ".join(f"{part:g}fr" for part in table.widths or (1.0,) * len(table.headings))
        sides = ", ".join("right + horizon" if position in table.numbers else "left + horizon" for position in range(len(table.headings)))
        head = ", ".join(f'align(center, face("{self.fonts.head}", 10.5pt)[{quoted(text)}])' for text in table.headings)
        body = ",\n".join(", ".join(f"[{quoted(text)}]" for text in row) for row in table.rows)
        grid = f"table(columns: ({widths},), align: ({sides},), stroke: 0.5pt, inset: 4pt, table.header({head}),\n{body})"
        note = f"\n#par(first-line-indent: 0pt, text(10.5pt)[{quoted(table.note)}])" if table.note else ""
        set_in = f"#set text(10.5pt)\n#set par(justify: false, first-line-indent: 0pt, leading: 3pt)\n#{grid}"
        torn = "false" if stands_on_a_page(table) else "true"
        return f"#caption[{quoted(table.caption)}]\n#block(breakable: {torn}, width: 100%)[{set_in}]{note}"

    def _picture(self, chart: Chart) -> str:
        self.pictures += 1
        name = f"picture{self.pictures}.svg"
        (self.folder / name).write_bytes(svg(chart))
        return f'#caption[{quoted(chart.caption)}]\n#align(center, image("{name}", width: 150mm, alt: "{_string(chart.alt)}"))'


def quoted(text: str) -> str:
    """Text as Typst shows it letter by letter: inside a string, so that nothing in it is read as mark-up."""
    return f'#"{_string(close_up(text))}"'


def _string(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
