"""Who is in the demo. People are made up; organisations and tasks follow the sources (K5; Hilversum and Weesp)."""

from dataclasses import dataclass, field

from bodemplaat.foundation.tenancy.api import Role


@dataclass(frozen=True, slots=True)
class Cast:
    """Somebody: ``manager`` names the colleague they report to; with ``signs_in`` they have an account."""

    name: str
    role: Role
    unit: str
    manager: str = ""
    job: str = ""
    signs_in: bool = False
    functions: tuple[str, ...] = ()
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Company:
    """An organisation with its people. ``account`` is what a municipality pays from."""

    name: str
    town: str
    units: tuple[tuple[str, str], ...]
    people: tuple[Cast, ...]
    account: str = ""
    cbs_code: str = ""
    theme: str = ""
    cost_centres: tuple[tuple[str, str], ...] = field(
        default=(
            ("6100", "Bedrijfsvoering"),
            ("6200", "Publiekszaken"),
            ("6300", "Ruimte"),
            ("6400", "Samenleving"),
        )
    )


@dataclass(frozen=True, slots=True)
class Alliance:
    """A cooperation: its provider and its municipalities, and how long and how busily the demo lets them live."""

    name: str
    provider: Company
    municipalities: tuple[Company, ...]
    weeks: int
    claims_a_week: int


UNITS = (("FIN", "Financiën"), ("PUB", "Publiekszaken"), ("RUI", "Ruimte en Beheer"), ("SAM", "Samenleving"))
EMPLOYEE, MANAGER = Role.EMPLOYEE, Role.MANAGER


def _municipality(
    name: str, town: str, account: str, names: tuple[str, ...], *, accounts: int, theme: str = ""
) -> Company:
    """Eight people: secretary, manager, four employees, controller, administrator; the first ``accounts`` sign in."""
    secretary, manager, anna, bert, cem, dina, controller, administrator = names
    people = (
        Cast(anna, EMPLOYEE, "SAM", manager, "Beleidsmedewerker"),
        Cast(manager, MANAGER, "SAM", secretary, "Teammanager"),
        Cast(controller, Role.CONTROLLER, "FIN", secretary, "Concerncontroller"),
        Cast(bert, EMPLOYEE, "RUI", manager, "Toezichthouder"),
        Cast(administrator, Role.ADMINISTRATOR, "FIN", secretary, "Functioneel beheerder"),
        Cast(
            secretary,
            MANAGER,
            "FIN",
            "",
            "Gemeentesecretaris",
            functions=("fallback_approver", "budget_holder"),
        ),
        Cast(cem, EMPLOYEE, "PUB", manager, "Medewerker burgerzaken"),
        Cast(dina, EMPLOYEE, "RUI", manager, "Vergunningverlener"),
    )
    return Company(
        name,
        town,
        UNITS,
        tuple(
            Cast(p.name, p.role, p.unit, p.manager, p.job, number < accounts, p.functions)
            for number, p in enumerate(people)
        ),
        account,
        theme=theme,
    )


def _centre(name: str, town: str, names: tuple[str, ...]) -> Company:
    clerk, second_clerk, payer, second_payer, contracts = names
    return Company(
        name,
        town,
        (("PF", "Personeel en Financiën"),),
        (
            Cast(clerk, Role.SSC_CLERK, "PF", contracts, "Medewerker declaraties", True),
            Cast(second_clerk, Role.SSC_CLERK, "PF", contracts, "Medewerker declaraties", True),
            Cast(payer, Role.SSC_PAYER, "PF", contracts, "Medewerker betalingen", True),
            Cast(second_payer, Role.SSC_PAYER, "PF", contracts, "Senior betalingen", True),
            Cast(contracts, Role.CONTRACT_MANAGER, "PF", "", "Contractmanager", True),
        ),
    )


ALLIANCES = (
    Alliance(
        "K5-gemeenten",
        _centre(
            "Servicecentrum K5",
            "Schoonhoven",
            ("Carlijn Bakker", "Kim Yilmaz", "Pieter Smit", "Paula Mulder", "Coen Visser"),
        ),
        (
            _municipality(
                "Gemeente Nederlek",
                "Krimpen aan de Lek",
                "NL34BNGH0285000001",
                (
                    "Wilma de Graaf",
                    "Mark van den Berg",
                    "Sanne Jansen",
                    "Bas Willems",
                    "Cem Aydın",
                    "Dina El Amrani",
                    "Carla Dekker",
                    "Ad van Dijk",
                ),
                accounts=6,
            ),
            _municipality(
                "Gemeente Vlist",
                "Haastrecht",
                "NL07BNGH0285000002",
                (
                    "Huub Peters",
                    "Ilse Meijer",
                    "Joris Bos",
                    "Karin Vos",
                    "Lars Kuiper",
                    "Mo Haddad",
                    "Nienke Post",
                    "Olaf Schouten",
                ),
                accounts=3,
                theme="voorbeeld",
            ),
            _municipality(
                "Gemeente Schoonhoven",
                "Schoonhoven",
                "NL77BNGH0285000003",
                (
                    "Petra Koster",
                    "Quinten Prins",
                    "Roos Blom",
                    "Sjoerd Huisman",
                    "Tess Kok",
                    "Umar Khan",
                    "Vera Jonker",
                    "Wout Postma",
                ),
                accounts=0,
            ),
        ),
        weeks=10,
        claims_a_week=2,
    ),
    Alliance(
        "Hilversum en Weesp",
        _centre(
            "Dienstencentrum Gooi",
            "Hilversum",
            ("Xandra Brouwer", "Yara Maas", "Zeger Hoekstra", "Anke Sanders", "Boris Groen"),
        ),
        (
            _municipality(
                "Gemeente Weesp",
                "Weesp",
                "NL50BNGH0285000004",
                (
                    "Cornelis Ruiter",
                    "Daan Verhoeven",
                    "Eva Jansen",
                    "Frits Scholten",
                    "Gerda Veenstra",
                    "Hans Molenaar",
                    "Inge Dekker",
                    "Jaap Kramer",
                ),
                accounts=3,
            ),
            _municipality(
                "Gemeente Hilversum",
                "Hilversum",
                "NL23BNGH0285000005",
                (
                    "Koos Timmerman",
                    "Linda Sarı",
                    "Maarten Evers",
                    "Noor Franken",
                    "Otto Gerritsen",
                    "Puck Hermans",
                    "Ria Jacobs",
                    "Stan Kuipers",
                ),
                accounts=0,
            ),
        ),
        weeks=4,
        claims_a_week=1,
    ),
)
