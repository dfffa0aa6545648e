"""Training of the embedded model and of language models; never imported by the worker."""
