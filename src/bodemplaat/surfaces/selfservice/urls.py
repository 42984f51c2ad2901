"""Addresses of self-service."""

from django.urls import path

from bodemplaat.surfaces.selfservice import (
    approving,
    deciding,
    editing,
    evidence,
    overview,
    own_data,
    proving,
    reading,
    submitting,
    substitutes,
)

app_name = "selfservice"
urlpatterns = [
    path("mijn/", overview.home, name="home"),
    path("mijn/gegevens/", own_data.own_data, name="own_data"),
    path("mijn/gegevens/verzamelen/", own_data.ask, name="ask_own_data"),
    path("mijn/gegevens/<uuid:data_request>/", own_data.fetch, name="fetch_own_data"),
    path("declaraties/", overview.claims, name="claims"),
    path("declaraties/nieuw/", editing.new, name="new"),
    path("declaraties/<uuid:claim>/", reading.claim, name="claim"),
    path("declaraties/<uuid:claim>/bewerken/", editing.edit, name="edit"),
    path("declaraties/<uuid:claim>/bewerken/nakijken/", editing.recheck, name="recheck"),
    path("declaraties/<uuid:claim>/bewerken/bewijs/", proving.prove, name="prove"),
    path("declaraties/<uuid:claim>/bewerken/controle/", submitting.review, name="review"),
    path("declaraties/<uuid:claim>/intrekken/", reading.withdraw, name="withdraw"),
    path("declaraties/<uuid:claim>/beslissen/", deciding.decide, name="decide"),
    path("declaraties/<uuid:claim>/bewijs/<uuid:document>/", evidence.evidence, name="evidence"),
    path("declaraties/<uuid:claim>/bewijs/<uuid:document>/voorbeeld/", evidence.preview, name="preview"),
    path("goedkeuren/", approving.approvals, name="approvals"),
    path("vervanging/", substitutes.substitutes, name="substitutes"),
    path("vervanging/<uuid:substitution>/beeindigen/", substitutes.end, name="end_substitution"),
]
