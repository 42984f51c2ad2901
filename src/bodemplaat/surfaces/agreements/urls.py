"""Addresses of this surface."""

from django.urls import path

from bodemplaat.surfaces.agreements import charters, deliveries, documents, reading, writing

app_name = "agreements"
urlpatterns = [
    path("", reading.agreements, name="list"),
    path("nieuw/", writing.draft, name="draft"),
    path("handvest/", charters.charters, name="charters"),
    path("handvest/<uuid:charter>/", charters.charter, name="charter"),
    path("leveringen/", deliveries.deliveries, name="deliveries"),
    path("leveringen/bewijs/<uuid:handover>/", deliveries.evidence, name="evidence"),
    path("leveringen/<uuid:agreement>/<int:line>/<str:planned>/", deliveries.delivery, name="delivery"),
    path("<uuid:agreement>/", reading.agreement, name="agreement"),
    path("<uuid:agreement>/schrijven/", writing.write, name="write"),
    path("<uuid:agreement>/handelen/", reading.act, name="act"),
    path("<uuid:agreement>/weigeren/", reading.refuse, name="refuse"),
    path("<uuid:agreement>/opzeggen/", reading.end, name="end"),
    path("<uuid:agreement>/pdf/", documents.pdf, name="pdf"),
    path("<uuid:agreement>/docx/", documents.docx, name="docx"),
    path("<uuid:agreement>/naast/<uuid:other>/", reading.compare, name="compare"),
]
