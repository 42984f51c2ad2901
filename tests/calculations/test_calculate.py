"""One entry for every kind: a file in, everything that is wrong or an answer out. No terminal, no Django."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bodemplaat.calculations.calculate import Calculated, Refused, UnknownName, calculate
from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.kinds import KINDS, Kind
from bodemplaat.calculations.work import Asked
from bodemplaat.kernel import Euro
from bodemplaat.presentation.voice import Voice

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DAY = date(2026, 11, 23)
LOG = b"case,activity,timestamp\n" + b"".join(
    b"%d,in,2026-01-0%dT09:00\n%d,out,2026-01-0%dT12:00\n" % (case, day, case, day + 2)
    for case, day in enumerate((1, 2, 5), 1)
)


def example(name: str) -> InputFile:
    """An example as a page gets it: a name and bytes."""
    return InputFile(f"{name}.yaml", (EXAMPLES / f"{name}.yaml").read_bytes())


def test_bytes_and_a_name_give_a_report_data_and_reasons_and_nothing_is_printed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    done = calculate(KINDS["settle"].work(), example("iszf"), Asked(DAY))
    assert isinstance(done, Calculated)
    told = done.report
    assert (told.day, bool(told.lead), bool(told.tables), bool(told.remarks)) == (DAY, True, True, True)
    answer = json.loads(done.json(Voice("en")))
    assert (answer["format"], answer["title"]) == ("bodemplaat.settle/1", told.title)
    name = answer["participants"][0]["name"]
    (trace,) = done.explain([name.upper()])
    assert trace.amount == Euro(answer["participants"][0]["total"])
    assert json.loads(done.json(Voice("nl"), [trace]))["explanation"][0]["name"] == name
    with pytest.raises(UnknownName) as unknown:
        done.explain([name, "nobody", "nothing"])
    assert [finding.values["value"] for finding in unknown.value.findings] == ["nobody", "nothing"]
    assert capfd.readouterr() == ("", "")


def test_a_refusal_tells_every_mistake_in_order_of_place() -> None:
    text = example("iszf").read().decode().replace("year:", "yaer:").replace("costs:", "cost:")
    refused = calculate(KINDS["settle"].work(), InputFile("iszf.yaml", text.encode()), Asked(DAY))
    assert isinstance(refused, Refused)
    lines = [int(finding.place.rpartition(":")[2]) for finding in refused.findings]
    assert len(lines) > 2
    assert lines == sorted(lines)
    assert {finding.values.get("value") for finding in refused.findings} >= {"yaer", "cost"}
    broken = calculate(KINDS["costs"].work(), InputFile("x.yaml", b"a: [1"), Asked(DAY))
    assert isinstance(broken, Refused)
    assert broken.findings[0].place.startswith("x.yaml")


def test_a_log_is_measured_from_bytes_and_says_how_far_it_is() -> None:
    seen: list[tuple[int, int]] = []
    rows = LOG + b"".join(b"%d,in,2026-01-06T09:00\n" % case for case in range(10, 20_100))
    asked = Asked(
        DAY, {"received": ("in",), "closed": ("out",)}, lambda done, whole: seen.append((done, whole))
    )
    done = calculate(KINDS["measure"].work(), InputFile("log.csv", rows), asked)
    assert isinstance(done, Calculated)
    answer = json.loads(done.json(Voice("en")))
    assert answer["file"] == "log.csv"
    assert answer["total"]["closed"] == 3
    assert seen
    assert all(0 < at <= whole == len(rows) for at, whole in seen)
    nothing = calculate(
        KINDS["measure"].work(), InputFile("log.csv", LOG), Asked(DAY, {"received": ("none",)})
    )
    assert isinstance(nothing, Refused)
    assert "measure.nothing" in {finding.code for finding in nothing.findings}


def test_long_work_says_how_far_it_is() -> None:
    seen: list[tuple[int, int]] = []
    asked = Asked(DAY, {"simulate": 100}, lambda done, whole: seen.append((done, whole)))
    assert isinstance(calculate(KINDS["plan"].work(), example("handbook-road"), asked), Calculated)
    assert seen[-1][0] == seen[-1][1]


@pytest.mark.parametrize("found", KINDS.values(), ids=KINDS)
def test_every_kind_names_what_works_it_out_and_the_workbook_to_start_from(found: Kind) -> None:
    work = found.work()
    assert work.format.startswith("bodemplaat.")
    assert (work.explain is not None) == found.explains
    assert bool(work.sheets) == found.is_model
    if found.is_model:
        assert tuple(found.template().sheets) == tuple(work.sheets)
    else:
        with pytest.raises(LookupError):
            found.template()


def test_the_table_of_kinds_loads_none_of_them() -> None:
    program = (
        "import sys; import bodemplaat.calculations.kinds\n"
        "sys.exit(', '.join(name for name in sys.modules if name in ('numpy', 'django', 'yaml', 'click')) or None)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
