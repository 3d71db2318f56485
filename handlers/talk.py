"""What is said to a command that is none of ours, or to a button that is no longer understood."""

from telegram import Update

from handlers.context import Context, begin


async def unknown_command(update: Update, context: Context) -> None:
    """A slip, in private; in a group it would be another bot's business."""
    request = await begin(update, context)
    await request.say("unknown-command")


async def unknown_button(update: Update, context: Context) -> None:
    """A button of a message that was made by another version of the program."""
    request = await begin(update, context)
    await request.toast("toast-stale")
