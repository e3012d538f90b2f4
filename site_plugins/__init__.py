"""What makes the site: the guideline model, the calculator's page, its result, the runtime, the theme."""
