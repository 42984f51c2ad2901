"""Reading database URLs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodemplaat.foundation.database.api import DatabaseUrl, database_settings
from bodemplaat.foundation.database.errors import BadUrl

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)


@settings(max_examples=50)
@given(
    user=texts,
    password=texts,
    database=texts.filter(lambda name: "/" not in name),
    host=st.sampled_from(["127.0.0.1", "::1", "db.gemeente.example", "/run/postgresql"]),
    port=st.none() | st.integers(1, 65535),
    options=st.dictionaries(st.sampled_from(["sslmode", "sslrootcert", "application_name"]), texts),
)
def test_what_is_written_is_read_back(
    user: str, password: str, database: str, host: str, port: int | None, options: dict[str, str]
) -> None:
    url = DatabaseUrl(user, password, host, port, database, tuple(sorted(options.items())))
    assert DatabaseUrl.parse(str(url)) == url


def test_django_gets_every_part() -> None:
    url = "postgresql://bodemplaat_app:p%40ss%2Fword@db.example:5433/bodemplaat?sslmode=verify-full"
    found = database_settings(url)
    assert found["USER"] == "bodemplaat_app"
    assert found["PASSWORD"] == "p@ss/word"
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "5433", "bodemplaat")
    assert found["OPTIONS"] == {"connect_timeout": "10", "sslmode": "verify-full"}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mysql://user:hunter2@host/bodemplaat",
        "postgresql://user:hunter2@host",
        "postgresql://user:hunter2@host/a/b",
        "postgresql://user:hunter2@host:notaport/bodemplaat",
        "postgresql://user:hunter2@[::1/bodemplaat",
    ],
)
def test_a_url_that_cannot_be_read_is_explained_without_its_password(url: str) -> None:
    with pytest.raises(BadUrl, match="It looks like postgresql://") as raised:
        DatabaseUrl.parse(url)
    assert "hunter2" not in str(raised.value)


def test_a_password_stays_out_of_what_is_shown() -> None:
    assert "hunter2" not in repr(DatabaseUrl.parse("postgresql://user:hunter2@host/bodemplaat"))
