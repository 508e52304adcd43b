"""The judge of blocks: how sure it is that a block is none of the text, by its place, its shape and what it does with words."""
