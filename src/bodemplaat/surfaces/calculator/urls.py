"""Addresses of this surface."""

app_name = "calculator"
urlpatterns: list[object] = []
