"""A report on the terminal: plain tables, figures right-aligned, the answer first."""

import textwrap

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from bodemplaat.kernel import Trace, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import REMARKS, Paragraph, Report, Table, plain
from bodemplaat.presentation.spoken import spoken
from bodemplaat.presentation.voice import Voice

HEAD_WIDTH, NAME_WIDTH = 16, 24


def show(report: Report, voice: Voice, console: Console) -> None:
    """Print the whole report in the reader's language."""
    report = spoken(report, voice)
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
            shown = voice.cell(figure.value, figure.kind, figure.decimals, figure.beside)
            if figure.kind is Kind.AMOUNT:
                shown = voice.show(figure.value)
            grid.add_row(Text(figure.label), Text(shown, justify="right", style="bold"), Text(figure.note))
        console.print()
        console.print(grid)
    for part in report.parts:
        if isinstance(part, Table) and part.on_screen:
            _show_table(part, voice, console)
        elif isinstance(part, Paragraph):
            console.print()
            if part.title:
                console.print(Text(part.title, style="bold"))
            console.print(Text(part.text))
    show_remarks(report, voice, console)


def show_remarks(report: Report, voice: Voice, console: Console) -> None:
    """Assumptions, sources and notes, each with what it is about and where it stands."""
    for kind, title in REMARKS.items():
        remarks = [remark for remark in report.remarks if remark.kind == kind]
        if remarks:
            console.print(Text(f"\n{voice(title)}", style="bold"))
        for remark in remarks:
            about = f"{remark.about}: " if remark.about else ""
            console.print(Text(f"- {about}{remark.text}"))


def show_trace(trace: Trace, voice: Voice, console: Console) -> None:
    """Print why an amount is what it is; the parts add up at every level."""
    console.print(_branch(trace, voice, Tree(_line(trace, voice), guide_style="dim")))


def _branch(trace: Trace, voice: Voice, tree: Tree) -> Tree:
    for part in trace.parts:
        _branch(part, voice, tree.add(_line(part, voice)))
    return tree


def _line(trace: Trace, voice: Voice) -> Text:
    line = Text(f"{voice.amount(trace.amount)}  ", style="bold" if trace.parts else "")
    line.append(voice(trace.name))
    if trace.text:
        line.append(f" · {voice(trace.said)}", style="not bold")
    if trace.source:
        source = voice(say("source: {source}", source=trace.source))
        line.append(f" [{source}]", style="not bold dim")
    return line


def _longest(table: Table, position: int) -> int:
    return max((len(str(plain(row[position]) or "")) for row in table.rows), default=0)


def _show_table(table: Table, voice: Voice, console: Console) -> None:
    totals = table.totals
    grid = Grid(box=SIMPLE, title=None, show_footer=totals is not None, padding=(0, 1))
    for position, column in enumerate(table.columns):
        right = column.kind not in (Kind.TEXT, Kind.DAY)
        footer = ""
        if totals is not None:
            footer = voice.cell(totals[position], column.kind, column.decimals)
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
                Text(voice.cell(plain(cell), column.kind, column.decimals, column.beside), style=style)
                for cell, column in zip(row, table.columns, strict=True)
            )
        )
    console.print()
    console.print(Text(table.title, style="bold"))
    console.print(grid, end="")
    if table.note:
        console.print(Text(table.note, style="dim"))
