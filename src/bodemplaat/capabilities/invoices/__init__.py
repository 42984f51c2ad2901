"""The invoices of suppliers: received once, judged, and kept with what was found until somebody decides."""
