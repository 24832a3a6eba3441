"""Reuse within a run: which of its documents share passages, which hang together, and which of them was first.

Fingerprints of every text go to files by unit, are joined a range of hashes at a time, and give the pairs of texts that share enough
of them; those are aligned by their letters, and the texts that passages tie together are clusters. Every step is made of tasks that
read files and write one beside its place and rename it, so that a run that was killed goes on where it was.
"""
