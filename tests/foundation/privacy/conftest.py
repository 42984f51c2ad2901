"""An empty database, as the tests of backups have one."""

from tests.foundation.backup.conftest import empty_place

__all__ = ["empty_place"]
