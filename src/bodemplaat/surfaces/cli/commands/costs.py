"""The command itself; light, see ``models/__init__.py``."""

from bodemplaat.kernel import say
from bodemplaat.surfaces.cli.commands.command import model_command

costs = model_command(
    "costs",
    work="bodemplaat.calculations.costs.work:WORK",
    about=say(
        "Cost price per service from cost centres, activities and volumes, overhead by three methods, plan and actual."
    ),
)
