"""How every command is typed, one file a command, by whose name it goes; what it does is in the file beside this folder.

Scrapy loads all of these for each command, so none of them loads at its top what only running it needs.
"""
