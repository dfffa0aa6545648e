"""Models that answer ROUTE's four tasks, and embedders that turn text into vectors."""
