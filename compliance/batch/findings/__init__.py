"""What a run has found, as tables in files: the schema, and the ways from reports to rows and back."""
