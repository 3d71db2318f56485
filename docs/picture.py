"""Draw the picture of a conversation: the real bot's messages, as the stand-in Telegram got them, laid out as a chat.

The README's is made of `/follow 12432`, as here, and `docs/conversation-fr.png` in LISEZMOI.md of `/suivre 12432`:

    python -m docs.picture "/follow 12432" conversation.html
    chromium --headless --no-sandbox --hide-scrollbars --window-size=520,1615 --force-device-scale-factor=1.5 \\
        --screenshot=docs/conversation.png conversation.html
"""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from markupsafe import Markup

from bot.demo.bot_process import BotProcess, environment
from bot.demo.story import HEALTH_DATA, Story
from bot.standins.sites.server import StandInSites
from bot.standins.telegram.messages import SentMessage
from bot.standins.telegram.server import StandInTelegram

PAGE = Markup("""<!doctype html><html lang="fr"><meta charset="utf-8"><title>Guetteur</title><style>
body {{ margin: 0; padding: 18px; background: #c9dcc2; font: 15px/1.4 system-ui, "DejaVu Sans", sans-serif; width: 484px }}
.said, .sent {{ border-radius: 14px; padding: 8px 12px; margin-bottom: 6px; white-space: pre-wrap; width: fit-content }}
.said {{ background: #e3fdc9; margin-left: auto }}
.sent {{ background: #fff; max-width: 440px }}
blockquote {{ margin: 4px 0; padding: 4px 10px; border-left: 3px solid #3d8fd1; background: #eaf3fa; border-radius: 5px;
    max-height: 8.4em; overflow: hidden }}
a {{ color: #2678b6; text-decoration: none }}
i {{ color: #555 }}
.row {{ display: flex; gap: 4px; margin: 0 0 4px; max-width: 464px }}
.row span {{ flex: 1; text-align: center; background: #7fa57499; color: #fff; border-radius: 8px; padding: 6px; font-weight: 600 }}
.gap {{ height: 8px }}
</style>{}</html>""")


async def converse(command: str) -> list[SentMessage]:
    """The conversation of the demo: a follow, its card, the answer, a comment."""
    with tempfile.TemporaryDirectory() as folder:
        async with StandInTelegram() as telegram, StandInSites() as sites:
            bot = BotProcess(environment(telegram, sites, folder))
            story = Story(sites)
            story.set_the_scene()
            await bot.start()
            alert = asyncio.create_task(story.run())
            try:
                await _read_the_archives(sites)
                person = telegram.person(1001, first_name="Camille")
                telegram.say(person, command)
                await telegram.wait_count(person.id, 1, timeout=60)
                story.follow(HEALTH_DATA.id)
                return await telegram.wait_count(person.id, 3, timeout=60)
            finally:
                alert.cancel()
                await bot.stop()


async def _read_the_archives(sites: StandInSites) -> None:
    """Wait until the bot has the archives, the oldest of which it takes in last: before, it would say that it reads."""
    oldest, current = sites.archive_path(14), sites.archive_path(17)
    await sites.wait_until(lambda: bool(sites.asked(oldest)), timeout=60)
    before = len(sites.asked(current))
    await sites.wait_until(lambda: len(sites.asked(current)) >= before + 2, timeout=60)


def bubble(message: SentMessage) -> Markup:
    """One message with its buttons. Its HTML is Telegram's own dialect, which a browser reads as well."""
    html = Markup(re.sub(r"\n?(</?blockquote[^>]*>)\n?", r"\1", message.html))
    rows = Markup("").join(
        Markup('<div class="row">{}</div>').format(
            Markup("").join(Markup("<span>{}</span>").format(button.text) for button in row)
        )
        for row in message.buttons
    )
    return Markup('<div class="sent">{}</div>{}<div class="gap"></div>').format(html, rows)


def main() -> None:
    """Write the page of the command's conversation to the file that is named."""
    command, file = sys.argv[1:]
    messages = asyncio.run(converse(command))
    said = Markup('<div class="said">{}</div><div class="gap"></div>').format(command)
    Path(file).write_text(PAGE.format(said + Markup("").join(map(bubble, messages))), encoding="utf-8")


if __name__ == "__main__":
    main()
