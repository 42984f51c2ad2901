"""Its subscriber."""

import os
import time
from pathlib import Path

from django.apps import AppConfig


class SlowConfig(AppConfig):
    """Listens to ``test.slow`` and is in the middle of it for as long as the file ``TEST_SLOW`` exists."""

    name = "tests.foundation.outbox.slow"
    label = "slow"

    def ready(self) -> None:
        """Subscribe."""
        from bodemplaat.foundation.notices.api import notify
        from bodemplaat.foundation.outbox.api import subscribe

        def hear(*, actor: object, heard: object) -> None:
            notify(
                actor=actor,  # type: ignore[arg-type]
                person=heard.payload["person"],  # type: ignore[attr-defined]
                organisation=heard.payload["organisation"],  # type: ignore[attr-defined]
                cause=heard.message,  # type: ignore[attr-defined]
                subject="slow",
                values={},
                at=heard.at,  # type: ignore[attr-defined]
            )
            lasts = Path(os.environ["TEST_SLOW"])
            if lasts.exists():
                lasts.with_suffix(".begun").touch()
                while lasts.exists():
                    time.sleep(0.05)

        subscribe("test.slow", hear)
