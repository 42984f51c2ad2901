"""The door of this room."""

from bodemplaat.foundation.guard.running import GuardedFailure, Limits, Why, run_guarded

__all__ = ["GuardedFailure", "Limits", "Why", "run_guarded"]
