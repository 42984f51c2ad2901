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
from bodemplaat.foundation.organisations.events import WHO_CAN_ACT_CHANGED, who_can_act_changed
from bodemplaat.foundation.organisations.models import Kind, Part, holds_on
from bodemplaat.foundation.organisations.policies import check_may_arrange
from bodemplaat.foundation.organisations.queries import (
    EmploymentView,
    JobView,
    OrganisationView,
    PersonView,
    UnitView,
    cooperations_of,
    employment_of,
    employments_of,
    employments_of_people,
    jobs_begun,
    names_of,
    names_of_partners,
    organisations_in_scope,
    people_found,
    people_of,
    people_under,
    person_of,
    served_by,
    units_of,
)

__all__ = [
    "WHO_CAN_ACT_CHANGED",
    "EmploymentView",
    "JobView",
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
    "check_may_arrange",
    "cooperations_of",
    "employment_of",
    "employments_of",
    "employments_of_people",
    "end_employment",
    "found_cooperation",
    "holds_on",
    "jobs_begun",
    "join_cooperation",
    "names_of",
    "names_of_partners",
    "organisations_in_scope",
    "people_found",
    "people_of",
    "people_under",
    "person_of",
    "register_organisation",
    "served_by",
    "units_of",
    "who_can_act_changed",
]
