"""The demo's controller keeps a model in two versions, which work out and differ in the rent."""

from datetime import timedelta

from django.utils import timezone

from bodemplaat.calculations.calculate import Calculated, calculate
from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.kinds import KINDS
from bodemplaat.calculations.work import Asked
from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.rehearsal.demo.cast import ALLIANCES
from bodemplaat.rehearsal.demo.founding import found
from bodemplaat.rehearsal.demo.models import keep_models


def test_two_versions_are_kept_shared_and_work_out(db: None) -> None:
    now = timezone.now()
    alliance = found(ALLIANCES[0], at=now - timedelta(days=150))
    keep_models(alliance, now=now)
    (partner, *_) = alliance.municipalities[1].with_role(Role.CONTROLLER)
    (row,) = model_files.models_kept(actor=partner, narrow=model_files.ModelFilter()).rows
    assert (row.name, row.latest, row.shared_with) == ("Kostprijzen 2026", 2, ALLIANCES[0].name)
    totals = []
    for number in (1, 2):
        file = model_files.version_content(actor=partner, model=row.id, number=number)
        result = calculate(
            KINDS["costs"].work(), InputFile(file.name, file.content), Asked(timezone.localdate(now))
        )
        assert isinstance(result, Calculated)
        totals.append(result.report.figures[0].value)
    assert str(totals[1] - totals[0]) == "12000.00"  # type: ignore[operator]
