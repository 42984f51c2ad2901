"""The list of people: one line each with their employment, recognised by personnel number or else e-mail address.

A file is laid over what stands in four steps: whom each line is about (``recognising``), what it wants of their
employment (``wanting``), what becomes different (``comparing``), and who leaves or is left without a manager (``ending``).
"""
