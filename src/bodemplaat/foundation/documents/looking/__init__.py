"""What opens a receipt: these modules run in a guarded child (``foundation.guard``) and nowhere else.

They load the libraries for pictures and pages, so nothing else imports them, and they know no Django. Each gives one
function from bytes to an answer: see ``answer``.
"""
