"""What a page holds: blocks, from HTML and Markdown and back; names, addresses, white space."""
