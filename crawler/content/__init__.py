"""The content of pages: blocks, converted from and to HTML and Markdown; names, URLs and white space."""
