"""The door of this room."""

from bodemplaat.foundation.access.commands import (
    assign_function,
    assign_role,
    end_role,
    end_substitution,
    give_account,
    name_substitute,
)
from bodemplaat.foundation.access.queries import (
    Hat,
    SubstitutionView,
    absent_people,
    actor_wearing,
    functions_of,
    hats_of,
    holders_of_function,
    holders_of_role,
    same_human,
    stand_ins_for,
    stands_in_for,
    substitutions_of,
)

__all__ = [
    "Hat",
    "SubstitutionView",
    "absent_people",
    "actor_wearing",
    "assign_function",
    "assign_role",
    "end_role",
    "end_substitution",
    "functions_of",
    "give_account",
    "hats_of",
    "holders_of_function",
    "holders_of_role",
    "name_substitute",
    "same_human",
    "stand_ins_for",
    "stands_in_for",
    "substitutions_of",
]
