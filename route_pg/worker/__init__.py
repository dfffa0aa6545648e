"""The worker: a server that drives the collaboration for many backends at once."""
