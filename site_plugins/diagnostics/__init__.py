"""What is wrong with a content file: problems, where they are, and the lines around them."""
