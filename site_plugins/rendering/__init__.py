"""How pages get their HTML: templates, and placeholders for parts that need every guideline to have been read."""
