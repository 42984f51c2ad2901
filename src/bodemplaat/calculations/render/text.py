"""A report on the terminal: plain tables, figures right-aligned, the answer first."""

import textwrap

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from bodemplaat.kernel import Trace, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Paragraph, Report, Table, plain
from bodemplaat.presentation.words import Words

HEAD_WIDTH, NAME_WIDTH = 16, 24
KINDS = {"assumption": say("Assumptions"), "source": say("Sources"), "note": say("Notes")}


def show(report: Report, words: Words, console: Console) -> None:
    """Print the whole report."""
    console.print(Text(report.title, style="bold"))
    if report.subtitle:
        console.print(Text(report.subtitle))
    if report.lead:
        console.print(Text(f"\n{report.lead}"))
    for warning in report.warnings:
        console.print(Text(f"! {warning}", style="yellow"))
    if report.figures:
        grid = Grid(box=None, show_header=False, padding=(0, 2, 0, 0))
        for figure in report.figures:
            shown = words.cell(figure.value, figure.kind, figure.decimals, figure.beside)
            if figure.kind is Kind.AMOUNT:
                shown = words.show(figure.value)
            grid.add_row(Text(figure.label), Text(shown, justify="right", style="bold"), Text(figure.note))
        console.print()
        console.print(grid)
    for part in report.parts:
        if isinstance(part, Table) and part.on_screen:
            _show_table(part, words, console)
        elif isinstance(part, Paragraph):
            console.print()
            if part.title:
                console.print(Text(part.title, style="bold"))
            console.print(Text(part.text))
    show_remarks(report, words, console)


def show_remarks(report: Report, words: Words, console: Console) -> None:
    """Assumptions, sources and notes, each with what it is about and where it stands."""
    for kind, title in KINDS.items():
        remarks = [remark for remark in report.remarks if remark.kind == kind]
        if remarks:
            console.print(Text(f"\n{words(title)}", style="bold"))
        for remark in remarks:
            about = f"{remark.about}: " if remark.about else ""
            console.print(Text(f"- {about}{remark.text}"))


def show_trace(trace: Trace, words: Words, console: Console) -> None:
    """Print why an amount is what it is; the parts add up at every level."""
    console.print(_branch(trace, words, Tree(_line(trace, words), guide_style="dim")))


def _branch(trace: Trace, words: Words, tree: Tree) -> Tree:
    for part in trace.parts:
        _branch(part, words, tree.add(_line(part, words)))
    return tree


def _line(trace: Trace, words: Words) -> Text:
    line = Text(f"{words.amount(trace.amount)}  ", style="bold" if trace.parts else "")
    line.append(words.translate(trace.name))
    if trace.text:
        line.append(f" · {words.fill(trace.text, trace.values)}", style="not bold")
    if trace.source:
        source = words(say("source: {source}"), source=trace.source)
        line.append(f" [{source}]", style="not bold dim")
    return line


def _longest(table: Table, position: int) -> int:
    return max((len(str(plain(row[position]) or "")) for row in table.rows), default=0)


def _show_table(table: Table, words: Words, console: Console) -> None:
    totals = table.totals
    grid = Grid(box=SIMPLE, title=None, show_footer=totals is not None, padding=(0, 1))
    for position, column in enumerate(table.columns):
        right = column.kind not in (Kind.TEXT, Kind.DAY)
        footer = ""
        if totals is not None:
            footer = words.cell(totals[position], column.kind, column.decimals)
        grid.add_column(
            Text(textwrap.fill(column.head, HEAD_WIDTH, break_long_words=False) if right else column.head),
            Text(footer),
            justify="right" if right else "left",
            min_width=None if right else min(_longest(table, position), NAME_WIDTH),
            no_wrap=right,
            overflow="fold",
        )
    for position, row in enumerate(table.rows):
        style = "bold" if position in table.emphasis else ""
        grid.add_row(
            *(
                Text(words.cell(plain(cell), column.kind, column.decimals, column.beside), style=style)
                for cell, column in zip(row, table.columns, strict=True)
            )
        )
    console.print()
    console.print(Text(table.title, style="bold"))
    console.print(grid, end="")
    if table.note:
        console.print(Text(table.note, style="dim"))
