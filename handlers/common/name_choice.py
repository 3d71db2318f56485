"""Whether a name in a query can mean several deputies or ministries, and the choice between them by buttons.

The query stands in the message itself, and is read again from there when a button is pressed.
"""

from dataclasses import dataclass

from bot.core.families import shipped
from bot.core.name_choice import Doubt, families_called, names_in, with_deputy, with_family
from bot.core.query import Field, Query
from bot.messages.message import Message
from bot.messages.name_choice import ALL, name_choice
from bot.messages.search_results import shown_query
from handlers.common.begin import Request
from handlers.common.found import query_shown


@dataclass(frozen=True, slots=True)
class Names:
    """A query in which each deputy of a name that nobody else bears is kept by reference, and the first doubt left."""

    query: Query
    doubt: Doubt | None


async def read_names(request: Request, query: Query) -> Names:
    """Look up whom the names in a query mean."""
    first: Doubt | None = None
    for field, name in list(names_in(query)):
        doubt: Doubt | None = None
        if field is Field.MINISTRY:
            families = families_called(name)
            doubt = Doubt(field, name, families=families) if len(families) > 1 else None
        elif len(deputies := await request.services.store.deputies.who_ask(name)) > 1:
            doubt = Doubt(field, name, deputies=tuple(deputies))
        elif deputies:
            query = with_deputy(query, name, deputies[0])
        first = first or doubt
    return Names(query, first)


async def asked_back(request: Request, query: Query, verb: str) -> Message | None:
    """Asks whom the first name in the query means that several bear; None where there is none such."""
    shown, doubt = shown_query(query), (await read_names(request, query)).doubt
    return name_choice(request.words, shown, doubt, verb) if doubt is not None and shown is not None else None


async def chosen(request: Request, verb: str) -> Query | Message | None:
    """The query with what was chosen by the pressed button, or the question whom the next name means.

    None, having said so, where the button says nothing any more.
    """
    query = query_shown(request)
    if query is None:
        await request.toast("toast-find-gone")
        return None
    if request.carried == ALL:
        return query
    doubt = (await read_names(request, query)).doubt
    meant = None if doubt is None else _with(query, doubt, request.carried)
    if meant is None:
        await request.toast("toast-stale")
        return None
    return await asked_back(request, meant, verb) or meant


def _with(query: Query, doubt: Doubt, data: str) -> Query | None:
    deputy = next((each for each in doubt.deputies if each.reference == data), None)
    if deputy is not None:
        return with_deputy(query, doubt.name, deputy)
    family = shipped().with_key(data)
    return with_family(query, doubt.name, family.name) if family and family.name in doubt.families else None
