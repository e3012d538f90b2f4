"""The result of one filled form: what it says in words, on the screen, on paper and in pictures."""
