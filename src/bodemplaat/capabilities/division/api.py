"""The door of division: the lists of processes that a cooperation cuts between its members and who provides for them.

``processes`` and ``process`` are the start content, the same for everybody, so without an actor.
"""

from bodemplaat.capabilities.division.reckoning.processes import (
    MUNICIPALITY,
    Origin,
    Process,
    ProcessList,
    divisible,
    process,
    processes,
    processes_of_task,
)

__all__ = [
    "MUNICIPALITY",
    "Origin",
    "Process",
    "ProcessList",
    "divisible",
    "process",
    "processes",
    "processes_of_task",
]
