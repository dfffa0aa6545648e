"""Derivations: SQL to a short sequence of tokens and back, and the grammar of what may come."""
