"""Why a database cannot be used. Each text is a sentence for the operator, and holds no password."""


class StoreUnusable(Exception):
    """The database cannot be opened or used; the text is a sentence for the operator."""


class NewerDatabase(StoreUnusable):
    """The database was made by a newer version of the program."""


class ForeignDatabase(StoreUnusable):
    """The database was made by another program."""
