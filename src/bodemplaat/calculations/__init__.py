"""Model files: a YAML or XLSX file in, an answer with its reasons out. No database, no Django.

How a command of this room is made, in three files of its own package (``costs/`` is the one to read first):

1. ``command.py`` is light: ``costs = model_command("costs", work="….costs.work:WORK", about=say("…"))`` and one
   line in the table of ``surfaces/cli/main.py``. Nothing heavy is imported before the command runs.
2. ``reading.py`` turns the file into the engine's value with an ``Entry``: ``entry.text("name")``,
   ``entry.amount("plan")``, ``entry.items("services")``, ``entry.done()``. Every mistake becomes a ``Finding``
   with its line or cell; reading goes on, so that all of them are shown at once and nothing is computed.
   ``sheets.py`` says how the same fields are laid out in a workbook (``Form``, ``Listing``, ``Matrix``).
3. ``work.py`` binds them in a ``Work``: ``read``, ``solve``, ``report`` (one ``Report`` for screen, XLSX and PDF),
   ``as_json`` and ``explain`` (traces by name).

``assumption`` and ``source`` may stand in every entry; they are collected and shown in every output.
"""
