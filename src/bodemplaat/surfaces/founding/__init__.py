"""Founding: the pages on which an administrator fills an organisation, by hand or from files, and sees what is missing."""
