"""What a reader takes along from a filled form, each made from one `Outcome` on the standard library alone."""
