"""The plain form: which letters it takes a closer look at."""

import sys

from compliance.rulebook import plain
from compliance.rulebook.plain import Plain, low
from compliance.rulebook.slow import Forms


def test_every_letter_whose_small_letter_is_not_ascii_s_is_seen():
    capitals, special = plain._questions()
    for code in range(128, sys.maxunicode + 1):
        letter = chr(code)
        if not 0xD800 <= code < 0xE000 and low(letter) != letter:
            data = f"a{letter}a".encode()
            assert capitals(data), hex(code)
            if len(low(letter).encode()) != len(letter.encode()):
                assert special(data) and letter in plain._UNEVEN, hex(code)
    assert not capitals("the café, ½ price: Straße, тихо, 12 € © 2024".encode())


def test_every_sign_is_plain_in_the_plain_form():
    for code, sign in plain._SIGNS.items():
        assert Forms(Plain(f"a{chr(code)}b c")).data == f"a{sign}b c".encode(), hex(code)


def test_small_letters_of_every_alphabet():
    text = "ÉCOLE École ΑΘΉΝΑ МОСКВА Straße ẞ ⅫⒶ İIı ǅ"
    made = Forms(Plain(text))
    assert made.data == low(text).encode()
    assert Forms(Plain("École МОСКВА ΑΘΉΝΑΣ")).data == "école москва αθήνασ".encode()
