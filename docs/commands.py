"""Write docs/commands.md from the commands as the program has them: `python -m docs.commands > docs/commands.md`."""

from bot.core.commands import COMMANDS, Command, Where, Who
from bot.messages.phrases import phrases

HEAD = """# Commands

Made from the code by `python -m docs.commands`, and kept true by a test.

| English | French | what it does | private | group | channel |
|---|---|---|---|---|---|
"""

FOOT = """
- In private chat everybody commands for themselves. After `/channel` a person commands the channel or group that they
  chose, and Telegram is asked at each command and at each press of a button whether they may.
- *Administrators* of a group count when they are anonymous too. In a channel those may command who may post there: its
  owner, and administrators with the right to post messages.
- *Administrators or, if they allow it, members*: an administrator can let everybody in the group change what it
  follows, in `/settings`.
- Everybody in a group may read `/settings`; its buttons are for the administrators alone.
- A command is posted in a channel like any other post; the bot removes it when it was handled, where it has the right
  to delete messages.
- A button below a message may be pressed by those who may give the command that it stands for. Below a channel's posts
  about questions stand links instead, with which each reader follows, or reads a whole text, in private.
- Whoever gives more commands in a minute than `COMMANDS_A_MINUTE` allows is told once when to go on; `/help`,
  `/privacy` and `/forget` are answered all the same.
- One command takes fifty references; the others are named below the answer, to be copied and sent next.
- Anything else that is written in private is read for numbers and addresses of questions; in groups and channels
  nothing but commands is ever answered.
"""

WHO = {
    Who.ALL: "everybody",
    Who.FOLLOWERS: "administrators or, if they allow it, members",
    Who.ADMINISTRATORS: "administrators",
}


def document() -> str:
    """The whole page."""
    return HEAD + "".join(_row(command) for command in COMMANDS) + FOOT


def _row(command: Command) -> str:
    english, *french = (f"`/{name}`" for name in command.names)
    cells = [english, ", ".join(french) or "–", phrases("en").text(command.told)]
    cells += [_who(command, where) for where in (Where.PRIVATE, Where.GROUP, Where.CHANNEL)]
    return f"| {' | '.join(cells)} |\n"


def _who(command: Command, where: Where) -> str:
    if where not in command.where:
        return "–"
    if where is Where.PRIVATE:
        return "yes"
    return WHO[command.who] if where is Where.GROUP else "those who may post"


if __name__ == "__main__":
    print(document(), end="")
