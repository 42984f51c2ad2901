"""Model files: a YAML or XLSX file in, an answer with its reasons out. No database, no Django.

Any surface works a file out with one call: ``calculate(KINDS["costs"].work(), InputFile(name, content), Asked(day))``
gives ``Refused`` with every finding, or ``Calculated`` with the report, the answer as JSON and the reasons by name.
``kinds`` is the table of all kinds, and ``recognise`` tells which of them a file is.

How a kind of calculation is made, in files of its own package (``costs/`` is the one to read first):

1. One entry in the table ``kinds.py``; options of its own on the command line in ``surfaces/cli/commands/options.py``.
2. ``file.py`` declares the fields of the file, each said once (``file/fields.py``, ``file/lists.py``), and takes the
   step from what was read to the engine's value. Reading, workbook, template, reference page and JSON Schema all
   come from the declaration; every mistake becomes a ``Finding`` with its line or cell, all of them at once.
3. ``answer.py`` solves, and says the outcome as data: a tree of frozen dataclasses that ``mirror`` fills from the engine's
   value, from which ``render/json.py`` writes the JSON and ``render/schema.py`` the schema (``python tools/reference.py
   write``). ``report.py`` tells it, its tables as ``presentation.rows``.
4. ``__init__.py`` binds them in a ``Work``: ``file/modelled.py`` for a model file.

``assumption`` and ``source`` may stand in every entry; they are collected and shown in every output.

How a field is declared where its kind is not enough:

1. The attribute is the field's name in YAML; ``from_`` is ``from``, and so for what every row has (``entry``, ``place``,
   ``source``, ``label`` …). ``fields.text(…)`` has the module's name before it: a row may have a field ``text``.
2. A name from a list: ``names_of="list"`` (the list's ``Row`` says what it is called); a part of a list, worked-out names
   or a drop-down without check: ``Names``. ``rows_of`` and ``columns_of`` for a matrix. By hand: ``row.known(…)``.
3. ``optional(fields.x(…))`` is ``None`` when left out; where another field gives the default, ``row.missing("a")`` reports
   that neither is there.
4. A row with a ``name`` has it for key; otherwise ``Row, key=("driver", "since")``, or ``key=()`` where rows may be alike.
5. Kinds with fields of their own: ``when=When("kind", ("counted",))``. A block per name in the row or on a sheet of its own:
   ``line_of(MATRIX)`` beside the ``matrix``. Rows under an owner: ``listing(…, owner=("cost", say("Cost"), ""))`` in the
   owner's class. By year: ``by_year``. A form under a name: ``optional(block(…))``. A notation of its own: ``special``,
   ``special_list``. A YAML field without a column: ``in_workbook=False``.
6. What several fields say together: functions that take the file and call ``row.error("code", "field", say("…"), …)``.
7. ``make reference`` writes the pages and schemas; a new page is named in ``docs/README.md``.
"""
