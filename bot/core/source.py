"""The sources whose pages are read, one for each question, and what these are worth beside their chamber's archive."""

from enum import StrEnum


class Role(StrEnum):
    """What a source's pages are beside the archive of their chamber.

    - OFFICIAL: the chamber's own, which tell all that its archive does. Of the two the younger one is believed.
    - TEXTS: the chamber's own, beside an archive without texts. What happens to a question, the archive alone tells
      while it has it; the page adds what the archive lacks.
    - OTHERS: somebody else's. They fill in what the chamber does not tell, and the comments are theirs.
    """

    OFFICIAL = "official"
    TEXTS = "texts"
    OTHERS = "others"


class Source(StrEnum):
    """A source that has a page for each question. (An archive is a source without pages.)

    Which of them a chamber's questions have, the chamber says (`Chamber.page_sources`).
    """

    ASSEMBLEE = "assemblee"
    NOSDEPUTES = "nosdeputes"
    SENAT = "senat"

    @property
    def role(self) -> Role:
        """What its pages are beside the archive."""
        return _ROLES[self]


_ROLES = {Source.ASSEMBLEE: Role.OFFICIAL, Source.NOSDEPUTES: Role.OTHERS, Source.SENAT: Role.TEXTS}
