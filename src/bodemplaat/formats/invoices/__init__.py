"""E-invoices: UBL 2.1, UN/CEFACT CII and the PDF that carries one, read into one ``Invoice`` and judged.

``read`` bytes to an ``Invoice`` (``ubl``, ``cii``, ``pdf``; ``reading`` the leaves, ``places`` where) · ``judge`` the steps in
order (``schema`` the form, ``rules`` and ``words`` the norm, ``nlcius``, ``arithmetic``) · ``write`` an ``Invoice`` as UBL.
"""

from bodemplaat.formats.invoices.judge import Judged, Step, judge_invoice
from bodemplaat.formats.invoices.read import MOST_BYTES, ReadInvoice, read_invoice
from bodemplaat.formats.invoices.values import Invoice
from bodemplaat.formats.invoices.write import write_ubl

__all__ = [
    "MOST_BYTES",
    "Invoice",
    "Judged",
    "ReadInvoice",
    "Step",
    "judge_invoice",
    "read_invoice",
    "write_ubl",
]
