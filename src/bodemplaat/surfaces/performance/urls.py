"""Addresses of this surface."""

from django.urls import path

from bodemplaat.surfaces.performance import views

app_name = "performance"
urlpatterns = [
    path("", views.all_customers, name="all"),
    path("<uuid:customer>/", views.customer, name="customer"),
]
