"""Addresses of this surface."""

from django.urls import path

from bodemplaat.surfaces.founding import (
    accounts,
    beginning,
    cooperation,
    cost_centres,
    directory,
    home,
    importing,
    invitations,
    inviting,
    members,
    organisation,
    people,
    several,
    together,
    units,
)

app_name = "founding"
urlpatterns = [
    path("", home.home, name="home"),
    path("beginnen/", beginning.begin, name="begin"),
    path("samenwerking/", cooperation.cooperation, name="cooperation"),
    path("samenwerking/<uuid:cooperation>/organisatie/", cooperation.add, name="add_member"),
    path("samenwerking/<uuid:cooperation>/organisaties/", several.add_several, name="add_several"),
    path("samenwerking/beheerder/", cooperation.name_administrator, name="name_administrator"),
    path(
        "samenwerking/beheerder/<uuid:assignment>/beeindigen/",
        cooperation.end_administrator,
        name="end_administrator",
    ),
    path("samenwerking/<uuid:cooperation>/leden/<uuid:member>/", members.member, name="member"),
    path(
        "samenwerking/<uuid:cooperation>/leden/<uuid:member>/vertrek/", members.end_member, name="end_member"
    ),
    path("organisatie/", organisation.organisation, name="organisation"),
    path("kostenplaatsen/", cost_centres.cost_centres, name="cost_centres"),
    path("kostenplaatsen/nieuw/", cost_centres.add, name="add_cost_centre"),
    path("kostenplaatsen/<uuid:cost_centre>/", cost_centres.cost_centre, name="cost_centre"),
    path("uitnodigingen/", invitations.invitations, name="invitations"),
    path("afdelingen/", units.units, name="units"),
    path("afdelingen/nieuw/", units.add, name="add_unit"),
    path("afdelingen/<uuid:unit>/", units.unit, name="unit"),
    path("mensen/nieuw/", people.add, name="add_person"),
    path("mensen/<uuid:person>/", people.person, name="person"),
    path("uitnodigen/", inviting.invite_everybody, name="invite_everybody"),
    path("rekening/", accounts.accounts, name="accounts"),
    path("rekening/wijzigen/", accounts.propose, name="propose_account"),
    path("rekening/<uuid:account_change>/bevestigen/", accounts.confirm, name="confirm_account"),
    path("rekening/<uuid:account_change>/weigeren/", accounts.refuse, name="refuse_account"),
    path("rekening/<uuid:account_change>/intrekken/", accounts.withdraw, name="withdraw_account"),
    path("accountbeheer/", directory.connection, name="directory"),
    path("accountbeheer/uitzetten/", directory.switch_off, name="directory_off"),
    path("accountbeheer/groepen/", directory.groups, name="directory_groups"),
    path("accountbeheer/groepen/<uuid:group>/", directory.group, name="directory_group"),
    path("importen/", importing.imports_done, name="imports"),
    path("importen/<uuid:import_id>/", importing.one, name="import"),
    path("bestanden/", together.new, name="new_together"),
    path("bestanden/<uuid:together>/", together.one, name="together"),
    path("lijsten/<slug:list_name>/importeren/", importing.new, name="new_import"),
    path("lijsten/<slug:list_name>/bestand/", importing.file, name="list_file"),
]
