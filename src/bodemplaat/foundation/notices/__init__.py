"""Notices: messages to people, in an inbox and by e-mail, in their own language."""
