"""Fuzzing of everything that reads untrusted input: see docs/fuzzing.md."""
