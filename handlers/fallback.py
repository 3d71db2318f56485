"""The replies to an unknown command, and to a button that is no longer understood."""

from telegram import Update

from handlers.common.begin import Context, begin


async def unknown_command(update: Update, context: Context) -> None:
    """Say in private that there is no such command. In a group it would be another bot's."""
    message = update.message
    if message is not None and _is_for_another(message.text or "", context.bot.username):
        return
    request = await begin(update, context)
    await request.say("unknown-command")


def _is_for_another(text: str, bot: str) -> bool:
    """Whether a command names another bot."""
    _, at, name = text.partition(" ")[0].strip().partition("@")
    return bool(at) and name.lower() != bot.lower()


async def unknown_button(update: Update, context: Context) -> None:
    """Say that a button is of no use any more: another version of the program made it."""
    request = await begin(update, context)
    await request.toast("toast-stale")
