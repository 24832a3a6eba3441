"""Judgement: the rights ledger, what is intended, the verdict and the duties."""
