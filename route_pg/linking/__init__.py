"""Schema linking: the question's words, the names of the schema, the values of the database."""
