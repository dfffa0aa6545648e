"""Generated pairs: the written pairs of the training sets, said again over other databases."""
