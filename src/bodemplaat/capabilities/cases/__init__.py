"""Cases (zaken): a request of an employee to the service centre, from any channel, in one file with a clock.

Handbook SSC P&F 1.2.4 "Zaakgericht werken": customer data, documents, case data and contact moments in one file, and
whoever asked sees where it stands.
"""
