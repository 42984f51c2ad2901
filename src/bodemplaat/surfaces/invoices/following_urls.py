"""Where a supplier follows an invoice, by a link."""

from django.urls import path

from bodemplaat.surfaces.invoices import following

app_name = "follow_invoice"
urlpatterns = [path("<str:key>/", following.invoice, name="invoice")]
