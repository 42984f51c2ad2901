"""Model files: a YAML or XLSX file in, an answer with its reasons out. No database, no Django.

Any surface works a file out with one call: ``calculate(KINDS["costs"].work(), InputFile(name, content), Asked(day))``
gives ``Refused`` with every finding, or ``Calculated`` with the report, the answer as JSON and the reasons by name.
``kinds`` is the table of all kinds, and ``recognise`` tells which of them a file is.

How a kind of calculation is made, in files of its own package (``costs/`` is the one to read first):

1. One entry in the table ``kinds.py``; options of its own on the command line in ``surfaces/cli/commands/options.py``.
2. ``file.py`` declares the fields of the file, each said once (``file/fields.py``, ``file/lists.py``), and takes the
   step from what was read to the engine's value. Reading, workbook, template, reference page and JSON Schema all
   come from the declaration; every mistake becomes a ``Finding`` with its line or cell, all of them at once.
3. ``answer.py`` solves, and says the outcome as data: a tree of frozen dataclasses, from which ``render/json.py`` writes the
   JSON and ``render/schema.py`` the schema (``python tools/reference.py write``). ``report.py`` tells it.
4. ``__init__.py`` binds them in a ``Work``.

``assumption`` and ``source`` may stand in every entry; they are collected and shown in every output.

How a command that still has ``sheets.py`` and ``reading.py`` is brought over (``costs/file.py`` is the example):

1. Write ``file.py``: a ``Row`` class for each list and block, a ``ModelFile`` for the whole, fields in the order of the
   workbook's columns and sheets. The attribute is the field's name in YAML; ``from_`` is ``from``, and so for what every
   row has (``entry``, ``place``, ``source``, ``label`` …). Use ``fields.text(…)`` with the module's name before it: a row
   may have a field ``text`` of its own.
2. ``Cell(names_of=…)`` with ``item.known(…)`` becomes ``names_of="list"`` (the list's ``Row`` says what it is called);
   a part of a list, worked-out names or a drop-down without check: ``Names``. ``rows_of`` and ``columns_of`` for a
   matrix. Checks by hand: ``row.known(…)``.
3. ``item.x("a") if item.has("a") else None`` with ``item.used.add("a")`` becomes ``optional(fields.x(…))``. A default that
   another field gives: ``optional``, then ``row.missing("a")`` where neither is there.
4. The own check for a name that stands twice goes: a row with a ``name`` has it for key; otherwise
   ``Row, key=("driver", "since")``, or ``key=()`` where rows may share a name.
5. Kinds with fields of their own: ``when=When("kind", ("counted",))``. A block per name in the row or on a sheet of its own:
   ``line_of(MATRIX)`` beside the ``matrix``. Rows under an owner: ``listing(…, owner=("cost", say("Cost"), ""))`` in the
   owner's class. By year: ``by_year``. A form under a name: ``optional(block(…))``. A notation of its own: ``special``,
   ``special_list``. A YAML field without a column: ``in_workbook=False``.
6. What several fields say together stays by hand: functions that take the file and call ``row.error("code", "field",
   say("…"), …)``; then functions that make the engine's value. ``TEMPLATE = Template.of(…)`` goes into the table of
   ``kinds.py``; ``sheets.py`` and ``reading*.py`` go.
7. ``make reference``; name the new page in ``docs/README.md`` and put a link in place of the table in
   ``docs/reference/model-files.md``. Compare the sheets of before and after, and every example's answer.
"""
