"""Python's `check` reads a ledger once, and again when its file has changed."""

import os

import compliance

TEXT = "The ferry is back.\n\n© 2026 Kestrel Wire. All rights reserved. Redistribution is prohibited without permission.\n"
LEDGER = '[publisher]\nnames = ["Weirside Gazette"]\n'
ENTRY = '\n[[licence]]\nid = "kestrel"\nholder = "Kestrel Wire"\nacts = ["publish", "distribute"]\n'


def test_a_ledger_that_has_changed_is_read_again(tmp_path):
    ledger = tmp_path / "rights.toml"
    ledger.write_text(LEDGER)
    before = compliance.check(TEXT, ledger=ledger)
    assert before.verdict == "blocked"
    ledger.write_text(LEDGER + ENTRY)
    os.utime(ledger, ns=(1, 1))  # whatever the clock's grain, and even to an older time
    after = compliance.check(TEXT, ledger=ledger)
    assert after.verdict == "clear"
    assert compliance.check(TEXT, ledger=ledger).reasons == after.reasons
