"""What the checker puts together: flags of facts, inline suppressions, and the judgement on both."""
