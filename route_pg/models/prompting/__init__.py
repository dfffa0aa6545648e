"""What language models read and write: prompts of the four tasks, and what their answers say."""
