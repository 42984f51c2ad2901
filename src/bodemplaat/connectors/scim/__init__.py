"""SCIM 2.0 (RFC 7643, RFC 7644): how a directory tells of people and groups."""
