"""Addresses of this surface."""

app_name = "selfservice"
urlpatterns: list[object] = []
