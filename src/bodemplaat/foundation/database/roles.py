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


def rights_statements() -> list[str]:
    """SQL, run inside a database, after which every table the owner makes can be used by the application."""
    grant = f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT"
    return [
        *(f"CREATE EXTENSION IF NOT EXISTS {name};" for name in EXTENSIONS),
        f"{grant} USAGE ON SCHEMAS TO {APP};",
        f"{grant} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP};",
        f"{grant} USAGE, SELECT ON SEQUENCES TO {APP};",
        f"{grant} EXECUTE ON FUNCTIONS TO {APP};",
    ]


def database_statement(database: str = DATABASE) -> str:
    """SQL that makes a database which the owner owns."""
    return f"CREATE DATABASE {database} OWNER {OWNER};"
