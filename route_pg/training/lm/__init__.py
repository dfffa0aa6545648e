"""Language models tuned on ROUTE's four tasks: the data (MSFT) and the training."""
