"""Questions in English, answered by PostgreSQL with SQL checked in the caller's transaction."""

__version__ = "0.1.0"
