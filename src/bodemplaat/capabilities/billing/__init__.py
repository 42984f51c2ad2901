"""The bills of a provider to its customers: what is due by agreements and reports, run by two people, invoiced once."""
