"""Addresses of this surface."""

from django.urls import path

from bodemplaat.surfaces.calculator import acts, handing_in, kept, lists, trying

app_name = "calculator"
urlpatterns = [
    path("", lists.models, name="models"),
    path("gedeeld/", lists.models, name="shared"),
    path("sjablonen/<slug:kind>/", lists.template, name="template"),
    path("nieuw/", handing_in.new, name="new"),
    path("nieuw/<uuid:file>/", handing_in.trial, name="trial"),
    path("nieuw/<uuid:file>/<slug:form>/", handing_in.trial_file, name="trial_file"),
    path("<uuid:model>/", kept.model, name="model"),
    path("<uuid:model>/vergelijken/", kept.compare, name="compare"),
    path("<uuid:model>/sleutels/", trying.try_keys, name="try_keys"),
    path("<uuid:model>/nieuwe-versie/", handing_in.new_version, name="new_version"),
    path("<uuid:model>/naam/", acts.rename, name="rename"),
    path("<uuid:model>/delen/", acts.share, name="share"),
    path("<uuid:model>/niet-meer-delen/", acts.stop_sharing, name="stop_sharing"),
    path("<uuid:model>/archiveren/", acts.archive, name="archive"),
    path("<uuid:model>/terugzetten/", acts.restore, name="restore"),
    path("<uuid:model>/versies/<int:number>/", kept.version, name="version"),
    path("<uuid:model>/versies/<int:number>/<slug:form>/", kept.download, name="download"),
]
