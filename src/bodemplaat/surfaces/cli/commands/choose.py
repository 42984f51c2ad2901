"""The command itself; light, see ``models/__init__.py``."""

from bodemplaat.kernel import say
from bodemplaat.surfaces.cli.commands.command import model_command

choose = model_command(
    "choose",
    work="bodemplaat.calculations.choose.work:WORK",
    about=say("Weigh alternatives on criteria, and see which weight or score would make another win."),
    explains=False,
)
