"""What changes something: one module a subject, each command whole or not at all."""
