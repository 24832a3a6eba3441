"""Alignment: the passages of a draft that stand in a source, word for word or rewritten.

How it works, each step in a file of its own:

1. `letters`, `words`: the text as numbers: folded letters, hashed words and their stems, ends of sentences. In scripts without
   blanks each letter with the next one is a word. numpy throughout; no step goes word by word in Python.
2. `runs`, `copies`: sequences of words in both texts by rolling hashes (Karp and Rabin, 1987), chained over small gaps. A chain
   of 25 words that is dense enough is a copy, exact to the word; one of 12 is, where it is a fifth of the shorter text.
3. `sentences`, `clusters`: pairs of sentences that are alike by tf-isf cosine and Dice, clustered on both sides (Sanchez-Perez,
   Gelbukh and Sidorov, the winner of PAN 2014, and its adaptive successor of 2015). They only say where to look.
4. `evidence`, `edges`: odds, word by word, that a word was copied rather than standing there by chance, for several shares of copied words, which
   takes the place of choosing between kinds of rewriting; the passage is the maximal scoring segment (Karlin and Altschul,
   1990), grown on both sides at once, and dropped where the odds are poor.
5. `summaries`: the same odds for a paragraph of the draft against the whole source.
6. `topic`: odds again, given how alike the texts are outside their passages: two reports of one event share names and facts.

Guaranteed: a stretch of 25 words (12, if they are a fifth of the shorter text) that stands in both texts in the same order is within a passage, whatever
surrounds it, unless a longer copy has all but six of these words of the draft; texts that repeat one sequence of six words
more than 16 times are paired place by place. Never reported: a copy of fewer than 12 words in common, a rewritten passage of fewer than 25 words.
"""

from compliance.reuse.align.aligner import align
from compliance.reuse.align.passage import Passage

__all__ = ["Passage", "align"]
