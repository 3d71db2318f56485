"""Why a database cannot be used. Each text is a sentence for the operator, and holds no password."""


class StoreUnusable(Exception):
    """The database cannot be opened or used; the text is a sentence for the operator."""


class NewerDatabase(StoreUnusable):
    """The database was made by a newer version of the program."""


class ForeignDatabase(StoreUnusable):
    """The database was made by another program."""


class UnfinishedMove(StoreUnusable):
    """Another database was being moved into this one, and that was not finished."""


class MoveFailed(Exception):
    """A database could not be moved; the text is a sentence for the operator, and holds no password."""
