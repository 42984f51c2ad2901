"""Addresses of this surface."""

from django.urls import path

from bodemplaat.surfaces.board import (
    claims,
    contacts,
    kinds,
    overview,
    people,
    person,
    proposals,
    rules,
    samples,
    settings,
    stuck,
    tasks,
    trail,
)

app_name = "board"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("declaraties/", claims.claims, name="claims"),
    path("declaraties/export/", claims.export, name="export"),
    path("steekproeven/", samples.samples, name="samples"),
    path("steekproeven/<uuid:sample>/", samples.sample, name="sample"),
    path("regels/", settings.settings, name="settings"),
    path("regels/voorstellen/", proposals.proposals, name="proposals"),
    path("regels/voorstellen/<uuid:proposal>/", proposals.proposal, name="proposal"),
    path("regels/voorstellen/<uuid:proposal>/bevestigen/", proposals.confirm, name="confirm_proposal"),
    path("regels/voorstellen/<uuid:proposal>/weigeren/", proposals.refuse, name="refuse_proposal"),
    path("regels/voorstellen/<uuid:proposal>/intrekken/", proposals.withdraw, name="withdraw_proposal"),
    path("regels/wijzigen/", rules.change_rules, name="change_rules"),
    path("regels/soorten/nieuw/", kinds.add_kind, name="add_kind"),
    path("regels/soorten/<slug:code>/", kinds.change_kind, name="change_kind"),
    path("regels/soorten/<slug:code>/beeindigen/", kinds.end_kind, name="end_kind"),
    path("mensen/", people.people, name="people"),
    path("mensen/niemand-beslist/", stuck.stuck, name="stuck"),
    path("mensen/<uuid:person>/", person.person, name="person"),
    path("contacten/", contacts.contacts_of_organisation, name="contacts"),
    path("contacten/nieuw/", contacts.add_contact, name="add_contact"),
    path("contacten/<uuid:contact>/beeindigen/", contacts.end_contact, name="end_contact"),
    path("taken/", tasks.tasks, name="tasks"),
    path("taken/<slug:task>/overgaan/", tasks.move_task, name="move_task"),
    path("taken/<slug:task>/blijven/", tasks.keep_task, name="keep_task"),
    path("spoor/", trail.trail, name="trail"),
    path("spoor/export/", trail.export, name="trail_export"),
]
