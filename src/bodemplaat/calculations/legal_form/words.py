"""What forms and demands are called."""

from collections.abc import Mapping
from typing import Final

from bodemplaat.engines.legal_form import Demand
from bodemplaat.formats.form_law import FormKind
from bodemplaat.kernel import say

FORM_WORDS: Final[Mapping[FormKind, str]] = {
    FormKind.PUBLIC_BODY: say("Public body"),
    FormKind.OPERATIONAL: say("Operational organisation (bvo)"),
    FormKind.JOINT_ORGAN: say("Joint organ"),
    FormKind.CENTRE: say("Centre municipality"),
    FormKind.LIGHT: say("Arrangement without a body"),
    FormKind.FOUNDATION: say("Foundation"),
    FormKind.COMPANY: say("Company (bv or nv)"),
    FormKind.COOPERATIVE: say("Cooperative"),
    FormKind.ASSOCIATION: say("Association"),
    FormKind.COVENANT: say("Covenant"),
}
DEMAND_WORDS: Final[Mapping[Demand, str]] = {
    Demand.OWN_STAFF: say("staff of its own"),
    Demand.CONTRACTS: say("contracts in its own name"),
    Demand.STATUTORY: say("a task that an act lays on municipalities"),
    Demand.LEVIES: say("taxes or binding rules"),
    Demand.COUNCIL_POWERS: say("powers of councils"),
    Demand.BEYOND_SUPPORT: say("more than supporting processes"),
    Demand.TRANSFER: say("powers that go over"),
}
WHY_NOT: Final[Mapping[Demand, str]] = {
    Demand.OWN_STAFF: say("it cannot employ anyone, its people are seconded by participants"),
    Demand.CONTRACTS: say("it has no legal personality, so a participant must sign"),
    Demand.STATUTORY: say("a task in medebewind stays within public law"),
    Demand.LEVIES: say("only a public body can levy, or each municipality itself"),
    Demand.COUNCIL_POWERS: say("councils cannot be party to it"),
    Demand.BEYOND_SUPPORT: say("the law leaves it supporting processes and carrying out only"),
    Demand.TRANSFER: say("powers cannot go over to it, at most be exercised by mandate"),
}
CONDITIONS: Final[Mapping[Demand, str]] = {
    Demand.OWN_STAFF: say("the staff is employed by the centre municipality"),
    Demand.CONTRACTS: say("the centre municipality signs in its own name"),
    Demand.COUNCIL_POWERS: say("the councils must be party to it"),
    Demand.TRANSFER: say("only the powers that the act leaves this form go over"),
}
"""Of what a form can on a condition: which."""
