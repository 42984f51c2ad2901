"""The door of this room: structure as frozen views, never rows.

Commands set up and change the structure (A1 of the feature map: participants, provider, the four roles, units,
people, employments); queries answer for a day.
"""

from bodemplaat.foundation.organisations.commands import (
    add_employment,
    add_person,
    add_unit,
    change_manager,
    end_employment,
    found_cooperation,
    join_cooperation,
    register_organisation,
)
from bodemplaat.foundation.organisations.errors import NoEmployment
from bodemplaat.foundation.organisations.models import Kind, Part
from bodemplaat.foundation.organisations.queries import (
    EmploymentView,
    OrganisationView,
    PersonView,
    UnitView,
    employment_of,
    employments_of,
    employments_of_people,
    names_of,
    organisations_in_scope,
    people_found,
    people_of,
    person_of,
    units_of,
)

__all__ = [
    "EmploymentView",
    "Kind",
    "NoEmployment",
    "OrganisationView",
    "Part",
    "PersonView",
    "UnitView",
    "add_employment",
    "add_person",
    "add_unit",
    "change_manager",
    "employment_of",
    "employments_of",
    "employments_of_people",
    "end_employment",
    "found_cooperation",
    "join_cooperation",
    "names_of",
    "organisations_in_scope",
    "people_found",
    "people_of",
    "person_of",
    "register_organisation",
    "units_of",
]
