"""The command-line syntax of every command, in a file with its name; the implementation is in the file of that name one folder
up.

Scrapy loads all of these for each command, so none imports at module level what is only needed to run it.
"""
