"""A year of a national cooperation to the cent, beside the bare numpy product, a bare solve and a spreadsheet.

342 participants × 500 services × 100 cost centres × 12 months, every stage divided by largest remainder; the bare
product does the same sums in float64 and rounds nothing. The reciprocal method runs with 500 supporting centres.
Where LibreOffice is installed it recalculates our workbook of the same charges, at growing sizes until it takes more
than its patience; the engine is timed at that size too, and the cents that a rounded spreadsheet loses are counted.
"""

import csv
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import numpy as np

from bodemplaat.calculations.file.sheets import Kind
from bodemplaat.calculations.render.xlsx import workbook
from bodemplaat.engines.costing import (
    Cost,
    CostCentre,
    CostModel,
    Method,
    MonthlyCharges,
    check,
    monthly_charges,
    share_overhead,
)
from bodemplaat.kernel import Euro
from bodemplaat.presentation.report import Column, Live, Report, Table
from bodemplaat.presentation.voice import Voice

PARTICIPANTS, SERVICES, CENTRES, MONTHS = 342, 500, 100, 12
SUPPORTING, SERVICE_GIVING = 500, 100
SEED = 20261123
PATIENCE = 60
"""Seconds that the spreadsheet gets for one size."""
SHEETS = ((100, 1), (500, 1), (500, 2), (500, 6))
"""Services and months; the last fills a sheet to its million rows."""
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>
"""

Result = TypeVar("Result")


def seconds(job: Callable[[], Result], times: int = 3) -> tuple[float, Result]:
    """The shortest wall time of a few runs, and the result."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        result = job()
        best = min(best, time.perf_counter() - start)
    return best, result


def invented(months: int, services: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Costs per month and centre, use per centre and service, volumes per month, service and participant."""
    source = np.random.default_rng(SEED)
    costs = source.integers(1_000_000, 90_000_000, (months, CENTRES))
    use = source.integers(0, 5_000, (CENTRES, services))
    volumes = source.integers(0, 2_000, (months, services, PARTICIPANTS))
    return costs, use, volumes


def bare_product(costs: np.ndarray, use: np.ndarray, volumes: np.ndarray) -> np.ndarray:
    """The same charges in float64, with no cent rounded and so none conserved."""
    by_service = costs @ (use / use.sum(axis=1, keepdims=True))
    return volumes * (by_service / volumes.sum(axis=2))[:, :, None]


def the_year() -> None:
    """Charges of twelve months, exact and bare."""
    costs, use, volumes = invented(MONTHS, SERVICES)
    exact, outcome = seconds(lambda: monthly_charges(costs, use, volumes))
    bare, product = seconds(lambda: bare_product(costs, use, volumes))
    if int(outcome.charges.sum()) != int(costs.sum()):
        raise AssertionError("cents were lost")
    if float(np.abs(outcome.charges - product).max()) > CENTRES + 1:
        raise AssertionError("the two ways disagree by more than roundings can explain")
    print(
        f"{PARTICIPANTS} participants × {SERVICES} services × {CENTRES} centres × {MONTHS} months: {product.size:,} charges"
    )
    print(f"  to the cent, conserved at every stage   {exact:7.3f} s")
    print(
        f"  bare numpy product, nothing rounded     {bare:7.3f} s   (the exact one takes {exact / bare:.0f} times as long)"
    )


def reciprocal_model() -> CostModel:
    """Supporting centres that all serve each other, and centres that give services."""
    source = np.random.default_rng(SEED)
    supporting = [f"S{n:03}" for n in range(SUPPORTING)]
    giving = [f"G{n:03}" for n in range(SERVICE_GIVING)]
    quantities = source.integers(1, 100, (SUPPORTING, SUPPORTING + SERVICE_GIVING)).tolist()
    centres = [
        CostCentre(
            name, True, "units", {r: Decimal(q) for r, q in zip([*supporting, *giving], row, strict=True)}
        )
        for name, row in zip(supporting, quantities, strict=True)
    ]
    amounts = source.integers(1_000_000, 90_000_000, SUPPORTING).tolist()
    return CostModel(
        (*centres, *(CostCentre(name, False) for name in giving)),
        tuple(Cost("costs", Euro(amount), name) for name, amount in zip(supporting, amounts, strict=True)),
        method=Method.RECIPROCAL,
    )


def the_reciprocal() -> None:
    """From model to whole cents, and the bare linear solve inside it."""
    model = reciprocal_model()
    if check(model):
        raise AssertionError("the invented model has no answer")
    whole, outcome = seconds(lambda: share_overhead(model), times=1)
    if Euro.total(split.total for split in outcome.final.values()) != model.total:
        raise AssertionError("cents were lost")
    source = np.random.default_rng(SEED)
    mutual = source.random((SUPPORTING, SUPPORTING)) / SUPPORTING / 2
    outward = source.random((SUPPORTING, SERVICE_GIVING))
    bare, _ = seconds(lambda: np.linalg.solve(np.eye(SUPPORTING) - mutual, outward))
    print(
        f"Reciprocal method, {SUPPORTING} supporting centres that all serve each other, {SERVICE_GIVING} that give services"
    )
    print(f"  model to whole cents                    {whole:7.3f} s")
    print(f"  bare numpy solve of that size           {bare:7.3f} s")


def sheet_of(outcome: MonthlyCharges, volumes: np.ndarray) -> bytes:
    """Our workbook with one live formula per charge; the values stored beside them are zero, to be recalculated."""
    rows = []
    zero = Live(Euro(0), "=ROUND({cost}*{units}/{all},2)")
    for month, by_service in enumerate(volumes.tolist()):
        for service, units in enumerate(by_service):
            cost, everyone = Euro(int(outcome.services[month, service])), sum(units)
            rows.extend(
                (service, participant, cost, unit, everyone, zero) for participant, unit in enumerate(units)
            )
    columns = (
        Column("service", "Service", Kind.COUNT),
        Column("participant", "Participant", Kind.COUNT),
        Column("cost", "Cost of the service", Kind.AMOUNT),
        Column("units", "Units", Kind.COUNT),
        Column("all", "Units of all", Kind.COUNT),
        Column("charge", "Charge", Kind.AMOUNT),
    )
    return workbook(Report("Charges", parts=[Table("charges", "Charges", columns, rows)]), Voice("en"))


def recalculated(office: str, book: Path, folder: Path) -> tuple[float, list[int]] | None:
    """Seconds to open, recalculate and save as CSV, and the charges in cents; ``None`` beyond patience."""
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    command = [
        office, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2", "--outdir", str(folder), str(book),
    ]  # fmt: skip
    start = time.perf_counter()
    running = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        running.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        return None
    took = time.perf_counter() - start
    made = [path for path in folder.iterdir() if path.suffix == ".csv"]
    if not made:
        return None
    with made[0].open(encoding="utf-8", newline="") as file:
        charges = [
            round(float(row[5].replace(",", "")) * 100) for row in list(csv.reader(file))[3:] if row[5]
        ]
    made[0].unlink()
    return took, charges


def the_spreadsheet() -> None:
    """The largest of the sizes that LibreOffice recalculates within its patience."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("LibreOffice is not installed here; the comparison with a spreadsheet is left out")
        return
    best = ""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for services, months in SHEETS:
            costs, use, volumes = invented(months, services)
            exact, outcome = seconds(lambda c=costs, u=use, v=volumes: monthly_charges(c, u, v))
            book = folder / "charges.xlsx"
            book.write_bytes(sheet_of(outcome, volumes))
            answer = recalculated(office, book, folder)
            if answer is None:
                best += f"\n  at {volumes.size:,} charges it needs more than {PATIENCE} s or gives up"
                break
            took, charges = answer
            if len(charges) != volumes.size or not any(charges):
                raise AssertionError("the spreadsheet did not recalculate")
            lost = sum(charges) - int(costs.sum())
            best = (
                f"LibreOffice, headless, largest size within {PATIENCE} s: {PARTICIPANTS} participants × {services} "
                f"services × {months} months, {volumes.size:,} live formulas\n"
                f"  open, recalculate, save                 {took:7.3f} s\n"
                f"  the engine at that size                 {exact:7.3f} s   ({took / exact:,.0f} times faster)\n"
                f"  cents too many or too few in the sheet  {lost:7}"
            )
    print(best)


def main() -> None:
    """Print all three comparisons."""
    the_year()
    the_reciprocal()
    the_spreadsheet()


if __name__ == "__main__":
    main()
