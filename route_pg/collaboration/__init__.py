"""One question, from its words to an answer: the multitask collaboration, without I/O."""
