"""Scores blocks: the probability that a block does not belong to the text, by its place, form and wording."""
