"""Addresses of this surface."""

app_name = "desk"
urlpatterns: list[object] = []
