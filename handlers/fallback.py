"""What is said to a command that is none of ours, or to a button that is no longer understood."""

from telegram import Update

from handlers.common.begin import Context, begin


async def unknown_command(update: Update, context: Context) -> None:
    """A slip, in private; in a group it would be another bot's business."""
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
    """A button of a message that was made by another version of the program."""
    request = await begin(update, context)
    await request.toast("toast-stale")
