"""Books kept in Tryton (8.2), over its JSON-RPC: entries are posted there once, and both sides compared."""
