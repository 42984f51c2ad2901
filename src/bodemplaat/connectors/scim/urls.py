"""Addresses of this connector, each beneath the organisation whose directory asks."""

from django.urls import path

from bodemplaat.connectors.scim.views import nothing_here, scim

app_name = "scim"
urlpatterns = [
    path("<uuid:organisation>/Users", scim("users", "Users", "GET", "POST"), name="users"),
    path(
        "<uuid:organisation>/Users/<uuid:person>",
        scim("user", "Users", "GET", "PUT", "PATCH", "DELETE"),
        name="user",
    ),
    path("<uuid:organisation>/Groups", scim("groups", "Groups", "GET", "POST"), name="groups"),
    path(
        "<uuid:organisation>/Groups/<uuid:group>",
        scim("group", "Groups", "GET", "PUT", "PATCH", "DELETE"),
        name="group",
    ),
    path(
        "<uuid:organisation>/ServiceProviderConfig",
        scim("service_provider_config", "", "GET"),
        name="config",
    ),
    path("<uuid:organisation>/ResourceTypes", scim("resource_types", "", "GET"), name="resource_types"),
    path(
        "<uuid:organisation>/ResourceTypes/<str:name>",
        scim("resource_types", "", "GET"),
        name="resource_type",
    ),
    path("<uuid:organisation>/Schemas", scim("schemas", "", "GET"), name="schemas"),
    path("<uuid:organisation>/Schemas/<str:name>", scim("schemas", "", "GET"), name="schema"),
    path("<uuid:organisation>/<path:rest>", nothing_here, name="nothing_here"),
]
