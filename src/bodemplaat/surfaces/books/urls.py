"""Addresses of this surface."""

from django.urls import path

from bodemplaat.surfaces.books import budget, elsewhere, iv3, posting, rules, views

app_name = "books"
urlpatterns = [
    path("", views.balance, name="balance"),
    path("auditfile/", views.audit_file, name="audit_file"),
    path("elders/", elsewhere.elsewhere, name="elsewhere"),
    path("elders/bestand/", elsewhere.elsewhere_file, name="elsewhere_file"),
    path("iv3/", iv3.iv3, name="iv3"),
    path("begroting/", budget.budget, name="budget"),
    path("begroting/post/", budget.place, name="budget_place"),
    path("begroting/overschrijden/", budget.rule, name="budget_rule"),
    path("perioden/", views.periods, name="periods"),
    path("boeken/", posting.post, name="post"),
    path("vanzelf/", rules.rules, name="rules"),
    path("rekening/<uuid:ledger_account>/", views.card, name="card"),
    path("boeking/<uuid:ledger_entry>/", posting.entry, name="entry"),
]
