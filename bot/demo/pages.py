"""The pages of both sites, as the stand-in serves them: a question in the structure that the real sites give it.

Three shapes: the Assemblée's current site, its older one, and NosDéputés.fr. Every value is escaped.
"""

from bot.core.addresses import FIRST_ON_CURRENT_SITE
from bot.core.question import Question, Source
from bot.demo import page_assemblee, page_nosdeputes, page_older

ERROR_PAGE = """<!DOCTYPE html>
<html><head><title>503 Service Unavailable</title></head>
<body><h1>Error 503 Service Unavailable</h1><p>Service Unavailable</p><hr><p>Varnish cache server</p></body></html>
"""
"""An error as both sites have been seen to serve it, at times with status 200."""

NOT_FOUND = "<html><head><title>The page cannot be found</title></head><body>The page cannot be found</body></html>"


def page(question: Question, on: Source) -> str:
    """The page of a question on one of the sites."""
    if on is Source.NOSDEPUTES:
        return page_nosdeputes.render(question)
    if question.id.legislature >= FIRST_ON_CURRENT_SITE:
        return page_assemblee.render(question)
    return page_older.render(question)
