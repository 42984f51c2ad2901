"""Pages for an organisation's own invoices: what stands on them, drafts, and what was issued."""
