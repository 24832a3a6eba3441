"""Invented prose with a vocabulary as large as that of news, and nothing in it that binds anybody.

Words are drawn by their rank, as in Zipf's law: a few hundred common ones, then thousands built from stems and endings, so
that a text has the letters and lengths of English and no two articles are alike.
"""

import random
from functools import lru_cache

COMMON = (
    "the of to and a in that is was for on it with as he be at by i this had not are but from or have an they which one you were her all she there would their we him been has when "
    "who will more no if out so said what up its about into than them can only other new some could time these two may then do first any my now such like our over man me even most made "
    "after also did many before must through back years where much your way well down should because each just those people how too little state good very make world still own see men "
    "work long get here between both life being under never day same another know while last might us great old year off come since against go came right used take three himself few house "
    "use during without again place american around however home small found thought went say part once general high upon school every does got united left number course war until always "
    "away something fact water public put thing almost hand enough far took head yet government system better set told nothing night end why called find going look asked later knew point "
    "next program city business give group toward young days let room president side social given present several order national possible rather second face per among form important often "
    "things looked early white case john become large big need four within felt along children saw best church ever least power development light seems family interest want members mind "
    "country area others done turned although open god service certain kind problem began different door thus help means whole matter itself early half perhaps"
).split()
ONSETS = "b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr tw v w".split()
VOWELS = "a e i o u ai ea ee oa ou".split()
CODAS = "b ck d ft g l ld lk m mp n nd ng nt p r rd rk rm rn rt s sh sk sp st t th x".split()
ENDINGS = ["", "", "", "s", "ed", "ing", "er", "ers", "ly", "ness", "ment", "able", "ation", "ive", "al", "ity", "ful", "less", "ist", "ism"]
NAMES = "Ada Moreau|Li Brook|Mo Vale|Ida Fenn|Jonas Kvist|Rosa Prado|Emre Deniz|Noor Haddad|Yuki Hara|Ivo Zelenka|Marta Wren|Tom Quill|Anke Moor|Luc Rivage".split("|")
PLACES = "Harbourtown|Fenwick Bay|Moorfield|Lower Quay|Saint Brook|Riverton|North Fell|Port Alder|Vale Cross|Eastmere".split("|")


@lru_cache(maxsize=1)
def _words() -> tuple[list[str], list[float]]:
    rng = random.Random(42)
    words = list(dict.fromkeys(COMMON))
    known = set(words)
    while len(words) < 12_000:
        stem = rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS)
        if rng.random() < 0.45:
            stem += rng.choice(VOWELS[:5]) + rng.choice(CODAS)
        word = stem + rng.choice(ENDINGS)
        if word not in known:
            known.add(word)
            words.append(word)
    total, weights = 0.0, []
    for rank in range(len(words)):
        total += 1 / (rank + 3)
        weights.append(total)
    return words, weights


def sentence(rng: random.Random) -> str:
    """One sentence."""
    words, weights = _words()
    chosen = rng.choices(words, cum_weights=weights, k=rng.randint(7, 26))
    if rng.random() < 0.35:
        chosen.insert(rng.randrange(len(chosen)), rng.choice(NAMES))
    if rng.random() < 0.2:
        chosen += ["in", rng.choice(PLACES)]
    if rng.random() < 0.25:
        chosen.insert(rng.randrange(1, len(chosen)), str(rng.choice([rng.randint(2, 99), rng.randint(1900, 2026), f"{rng.randint(1, 9)}.{rng.randint(1, 9)}"])))
    if rng.random() < 0.4:
        chosen[rng.randrange(2, len(chosen) - 1)] += ","
    text = " ".join(chosen)
    text = text[0].upper() + text[1:]
    if rng.random() < 0.15:
        return f"“{text},” {rng.choice(NAMES)} said."
    return text + rng.choice("....?") if rng.random() < 0.98 else text + "!"


def article(rng: random.Random, size: int = 4096) -> str:
    """An article of exactly `size` code points, in paragraphs."""
    paragraphs, length = [], 0
    while length < size:
        paragraph = " ".join(sentence(rng) for _ in range(rng.randint(1, 5)))
        paragraphs.append(paragraph)
        length += len(paragraph) + 2
    return "\n\n".join(paragraphs)[:size]
