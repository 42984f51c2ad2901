"""The door of this room: structure as frozen views, never rows.

Commands set up and change the structure (A1 of the feature map: participants, provider, the four roles, units,
people, employments); queries answer for a day.
"""

from bodemplaat.foundation.organisations.changes import (
    change_employment,
    change_person,
    change_unit,
    check_manager,
    employ_somebody,
    end_unit,
)
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
from bodemplaat.foundation.organisations.events import (
    TASK_GOES_OVER,
    TASK_STAYS,
    WHO_CAN_ACT_CHANGED,
    who_can_act_changed,
)
from bodemplaat.foundation.organisations.lists.units import announce
from bodemplaat.foundation.organisations.models import Kind, Part, Task, Variant, holds_on
from bodemplaat.foundation.organisations.moving import move_task, provide_task, take_back_move
from bodemplaat.foundation.organisations.municipalities import (
    SOURCE,
    KnownMunicipality,
    known_municipalities,
)
from bodemplaat.foundation.organisations.policies import check_may_arrange
from bodemplaat.foundation.organisations.provisions import (
    TASK_LABELS,
    TASK_MEANINGS,
    ProvisionView,
    Served,
    customers_gone_over,
    providers_among_partners,
    provisions_among_partners,
    provisions_of,
    served_by,
)
from bodemplaat.foundation.organisations.queries.employments import (
    EmploymentView,
    JobView,
    employment_of,
    employments_of,
    employments_of_people,
    employments_over_time,
    jobs_begun,
    people_under,
)
from bodemplaat.foundation.organisations.queries.organisations import (
    CooperationView,
    MemberView,
    OrganisationView,
    cooperations_of,
    cooperations_seated,
    names_of_partners,
    organisations_in_scope,
    partners_in,
)
from bodemplaat.foundation.organisations.queries.over_time import (
    PersonVersion,
    UnitVersion,
    person_over_time,
    unit_over_time,
)
from bodemplaat.foundation.organisations.queries.people import (
    Headcount,
    PersonView,
    headcount_of,
    names_of,
    people_found,
    people_of,
    person_of,
)
from bodemplaat.foundation.organisations.queries.units import (
    UnitRow,
    UnitView,
    unit_of,
    units_found,
    units_of,
)

__all__ = [
    "SOURCE",
    "TASK_GOES_OVER",
    "TASK_LABELS",
    "TASK_MEANINGS",
    "TASK_STAYS",
    "WHO_CAN_ACT_CHANGED",
    "CooperationView",
    "EmploymentView",
    "Headcount",
    "JobView",
    "Kind",
    "KnownMunicipality",
    "MemberView",
    "NoEmployment",
    "OrganisationView",
    "Part",
    "PersonVersion",
    "PersonView",
    "ProvisionView",
    "Served",
    "Task",
    "UnitRow",
    "UnitVersion",
    "UnitView",
    "Variant",
    "add_employment",
    "add_person",
    "add_unit",
    "announce",
    "change_employment",
    "change_manager",
    "change_person",
    "change_unit",
    "check_manager",
    "check_may_arrange",
    "cooperations_of",
    "cooperations_seated",
    "customers_gone_over",
    "employ_somebody",
    "employment_of",
    "employments_of",
    "employments_of_people",
    "employments_over_time",
    "end_employment",
    "end_unit",
    "found_cooperation",
    "headcount_of",
    "holds_on",
    "jobs_begun",
    "join_cooperation",
    "known_municipalities",
    "move_task",
    "names_of",
    "names_of_partners",
    "organisations_in_scope",
    "partners_in",
    "people_found",
    "people_of",
    "people_under",
    "person_of",
    "person_over_time",
    "provide_task",
    "providers_among_partners",
    "provisions_among_partners",
    "provisions_of",
    "register_organisation",
    "served_by",
    "take_back_move",
    "unit_of",
    "unit_over_time",
    "units_found",
    "units_of",
    "who_can_act_changed",
]
