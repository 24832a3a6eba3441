"""Names among a fact's values get the spelling of its text, and nothing that hides a word in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.scan.written import as_written


@pytest.mark.parametrize(
    ("folded", "text", "written"),
    [
        ("هفتهنامه نیمروز", "© ۱۴۰۲ هفته\u200cنامه نیم\u200cروز.", "هفته\u200cنامه نیم\u200cروز"),
        ("ප්රභාත පුවත්", "© 2024 ප්\u200dරභාත පුවත්", "ප්\u200dරභාත පුවත්"),
        ("صحيفة الضفة", "© صحيفة الضّفّة | اتصل", "صحيفة الضّفّة"),
        ("葦原TV", "©葦原ＴＶ", "葦原ＴＶ"),
        ("مجلة النهر", "© \u200fمجلة\u200f\xa0النهر\u200f", "مجلة النهر"),
        # no spelling
        ("人民江畔", "人 民 江 畔 © 2024", "人民江畔"),
        ("Ríos Post", "Rí\u200bos Po\u200dst ©", "Ríos Post"),
        # as it stands, or not to be found
        ("갈대일보", "ⓒ 갈대일보", "갈대일보"),
        ("갈대일보", "ⓒ 강변일보", "갈대일보"),
        ("Fen Post", "© Fen P\u200dost", "Fen Post"),
    ],
)
def test_a_name_is_given_as_it_is_written(folded, text, written):
    values = {"holder": folded, "mark": folded}
    as_written(values, text)
    assert values == {"holder": written, "mark": folded}


@given(st.text(max_size=20), st.text(max_size=40))
def test_no_text_makes_it_fail(name, text):
    values = {"holder": name}
    as_written(values, text)
    assert isinstance(values["holder"], str)
