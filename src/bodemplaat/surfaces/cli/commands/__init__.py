"""The commands on a model file: what may stand on the command line, and where the answer goes.

One module a command, light enough for ``--help``: what works the model out (``bodemplaat.calculations``) is imported
when the command runs.
"""
