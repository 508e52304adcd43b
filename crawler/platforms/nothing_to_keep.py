"""Pages that were read well and hold nothing."""


class NothingToKeep(Exception):  # noqa: N818 - no error: the page is understood, and it is empty
    """A page without an item. The message is the reason, in a few words ("deleted at the source")."""
