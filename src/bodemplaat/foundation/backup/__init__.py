"""Keeping the whole in one file, and setting it up again from that file.

A backup is a tar archive, so it can be opened without us::

    README.txt               how to
    manifest.json            what was kept, of when, by which version; the migrations and the columns of each table
    configuration.json       the settings that are no secrets, and which secrets to keep beside
    tables/<name>/000001.gz  rows as PostgreSQL's COPY writes them; the parts of a table joined are one text
    closing.json             rows and SHA-256 of each table, and where each sequence stands; without it a file is cut off

Sealed, that archive stands in pieces in another: ``key.age`` (only with a passphrase) and ``sealed/000001.age`` and so on,
each a file of the age program. docs/adr/0045-what-a-backup-is.md says why.

Everything is read in one snapshot, as the owner of the tables and with ``row_security`` off: PostgreSQL then refuses
where a policy would leave rows out, and never leaves them out in silence.

A backup is set up again in one transaction: tables by our own migrations as they were, rows, counts and checksums
compared, then the migrations that are newer. Nothing of it exists before all of it does.
"""
