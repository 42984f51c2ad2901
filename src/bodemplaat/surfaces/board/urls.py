"""Addresses of this surface."""

app_name = "board"
urlpatterns: list[object] = []
