"""Documents: files that people hand in, looked at before they are kept, stored beside the facts they prove.

The bytes live in PostgreSQL (docs/adr/0007): one transaction, one lock, one backup; nothing is stored half.
"""
