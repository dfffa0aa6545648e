"""The text of statements: is it safe, what does it name, how is it mended. Home of sqlglot."""
