"""The two roles and what they may: the owner changes tables, the application only rows.

Row-level security does nothing for a superuser or for a role that may bypass it, so the site, the worker and the
queries of tests connect as ``APP``, which is neither and owns nothing. ``OWNER`` owns database and tables and runs
migrations; it may create databases so that tests can clone a template.
"""

SUPERUSER = "postgres"
OWNER = "bodemplaat_owner"
APP = "bodemplaat_app"
DATABASE = "bodemplaat"
EXTENSIONS = ("unaccent", "pg_trgm", "btree_gist")


def role_statements(owner_password: str, app_password: str) -> list[str]:
    """SQL that makes both roles; passwords are hexadecimal, so they need no quoting."""
    return [
        f"CREATE ROLE {OWNER} LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB NOCREATEROLE PASSWORD '{owner_password}';",
        f"CREATE ROLE {APP} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '{app_password}';",
    ]


def grants(owner: str = OWNER, app: str = APP) -> list[str]:
    """SQL, run inside a database, after which everything the owner makes there can be used by the application."""
    grant = f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT"
    return [
        f"{grant} USAGE ON SCHEMAS TO {app};",
        f"{grant} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};",
        f"{grant} USAGE, SELECT ON SEQUENCES TO {app};",
        f"{grant} EXECUTE ON FUNCTIONS TO {app};",
    ]


def extension_statements() -> list[str]:
    """SQL, run inside a database by a superuser, that adds the extensions."""
    return [f"CREATE EXTENSION IF NOT EXISTS {name};" for name in EXTENSIONS]


def database_statement(database: str = DATABASE) -> str:
    """SQL that makes a database which the owner owns."""
    return f"CREATE DATABASE {database} OWNER {OWNER};"
