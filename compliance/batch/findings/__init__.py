"""What a run found, as tables in Parquet: `schema` says which, `write` and `read` are the two ways."""
