"""The three commands, light: nothing heavy is imported before one runs."""

from bodemplaat.kernel import say
from bodemplaat.surfaces.cli.commands.command import model_command

ROOM = "bodemplaat.calculations.settlement"

settle = model_command(
    "settle",
    work=f"{ROOM}.settle_work:WORK",
    about=say(
        "Divide a year's costs over the participants: budget, use, recalculation, result and who owes whom."
    ),
)
compare_keys = model_command(
    "compare-keys",
    work=f"{ROOM}.compare_work:WORK",
    about=say(
        "Compare ways to divide: who pays more, by how much, per head and in percent, and a path over years."
    ),
)
exit_ = model_command(
    "exit",
    work=f"{ROOM}.exit_work:WORK",
    about=say("Work out an exit sum by each method, what it does to those who stay, and an entry sum."),
)
