"""Queries of services."""
