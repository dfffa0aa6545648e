"""What a sync reads of the database's own catalogs and writes to schema route."""
