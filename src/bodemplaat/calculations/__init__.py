"""Model files: a YAML or XLSX file in, an answer with its reasons out. No database, no Django.

Any surface works a file out with one call: ``calculate(KINDS["costs"].work(), InputFile(name, content), Asked(day))``
gives ``Refused`` with every finding, or ``Calculated`` with the report, the answer as JSON and the reasons by name.
``kinds`` is the table of all kinds, and ``recognise`` tells which of them a file is.

How a kind of calculation is made, in files of its own package (``costs/`` is the one to read first):

1. One entry in the table ``kinds.py``; options of its own on the command line in ``surfaces/cli/commands/options.py``.
2. ``reading.py`` turns the file into the engine's value with an ``Entry``: ``entry.text("name")``,
   ``entry.amount("plan")``, ``entry.items("services")``, ``entry.done()``. Every mistake becomes a ``Finding``
   with its line or cell; reading goes on, so that all of them are shown at once and nothing is computed.
   ``sheets.py`` says how the same fields are laid out in a workbook (``Form``, ``Listing``, ``Matrix``).
3. ``work.py`` binds them in a ``Work``: ``open``, ``read``, ``solve``, ``report`` (one ``Report`` for every face),
   ``answer`` (the JSON) and ``explain`` (traces by name).

``assumption`` and ``source`` may stand in every entry; they are collected and shown in every output.
"""
