"""The model that the demo's first controller keeps and shares: a cost price in two versions."""

from datetime import datetime, timedelta
from importlib.resources import files

from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.rehearsal.demo.founding import FoundedAlliance

FILE = "kostprijs-2026.yaml"
RENT, HIGHER_RENT = b'plan: "96000"', b'plan: "108000"'


def keep_models(alliance: FoundedAlliance, *, now: datetime) -> None:
    """Keep the cost price as the first municipality's controller; the second version has a higher rent."""
    first = alliance.municipalities[0]
    (controller, *_) = first.with_role(Role.CONTROLLER)
    content = files("bodemplaat.rehearsal.demo").joinpath(FILE).read_bytes()
    model = model_files.keep_model(
        actor=controller,
        name="Kostprijzen 2026",
        kind="costs",
        file=model_files.Content(FILE, content),
        note="Zoals begroot",
        key="demo-1",
        at=now - timedelta(days=30),
    )
    model_files.keep_version(
        actor=controller,
        model=model,
        file=model_files.Content(FILE, content.replace(RENT, HIGHER_RENT)),
        note="Huur na de nieuwe huurovereenkomst",
        key="demo-2",
        at=now - timedelta(days=6),
    )
    for cooperation in controller.cooperations:
        model_files.share_model(
            actor=controller, model=model, cooperation=cooperation, at=now - timedelta(days=5)
        )
