"""Languages: translations of the interface, and two made up by program that show what is left out."""
