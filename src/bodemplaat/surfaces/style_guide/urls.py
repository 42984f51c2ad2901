"""Include as ``path("stijl/", include("bodemplaat.surfaces.style_guide.urls"))`` in demo or debug mode."""

from django.urls import path

from bodemplaat.surfaces.style_guide import views

app_name = "style_guide"
urlpatterns = [
    path("", views.components, name="components"),
    path("balie/", views.desk, name="desk"),
    path("bevestigen/", views.confirm, name="confirm"),
]
