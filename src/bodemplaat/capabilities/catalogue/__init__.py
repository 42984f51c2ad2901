"""Catalogue: the services that a provider offers in a cooperation, in versions that two people agree on."""
