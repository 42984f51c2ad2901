"""What the legal forms can carry, as a dated table."""

from datetime import date

from bodemplaat.formats.form_law import FormKind, LawKind, law_forms_on
from bodemplaat.kernel import Certainty


def test_every_form_is_there_and_what_stands_in_the_act_was_read_there() -> None:
    law = law_forms_on(date(2026, 11, 30))
    assert set(law) == set(FormKind)
    assert law_forms_on(date(2022, 6, 30)) == {}
    in_article_8 = {FormKind.PUBLIC_BODY, FormKind.OPERATIONAL, FormKind.JOINT_ORGAN, FormKind.CENTRE}
    assert {kind for kind, row in law.items() if row.certainty is Certainty.PRIMARY} == in_article_8
    assert all((row.text_of is not None) == (row.certainty is Certainty.PRIMARY) for row in law.values())


def test_only_a_public_body_levies_and_only_executives_form_an_operational_organisation() -> None:
    law = law_forms_on(date(2026, 11, 30))
    assert [kind for kind, row in law.items() if row.can_levy] == [FormKind.PUBLIC_BODY]  # Wgr 30
    assert law[FormKind.OPERATIONAL].parties == {"executive"}  # Wgr 8 (3)
    assert [kind for kind, row in law.items() if row.is_supporting_only] == [FormKind.OPERATIONAL]
    assert not law[FormKind.JOINT_ORGAN].is_person  # Wgr 8 (2)
    assert all(row.is_person for row in law.values() if row.law is LawKind.PRIVATE)
