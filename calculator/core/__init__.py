"""What every calculator is made of: requests, scoring, plans, texts, and markup that is safe."""
