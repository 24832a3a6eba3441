"""The screen of `compliance review`: shows what lies on a desk (`compliance.desk`), and hands on what an editor decides."""
