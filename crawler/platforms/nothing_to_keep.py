"""The exception for pages that were read correctly but have no content."""


class NothingToKeep(Exception):  # noqa: N818 - no error: the page is understood, and it is empty
    """The page has no item. The message gives the reason in a few words ("deleted at the source")."""
