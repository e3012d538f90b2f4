"""What a reader takes along from a filled form, each export made from one `Result`."""
