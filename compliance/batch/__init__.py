"""Many documents: a whole archive checked, judged and compared, on this machine's cores or on a cluster.

A run is a plan of small tasks over files. Each task reads files, writes its own beside its target and renames them; a run that was
ended at any moment goes on where it was, and comes to the same bytes.
"""
