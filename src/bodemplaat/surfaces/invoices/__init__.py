"""The invoices of suppliers at the desk: the list, taking files in, and one invoice drawn from what the supplier sent."""
