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
- `/watch` shows a watch before it begins: a press of *Start* begins it, in the topic where that is pressed. Words that
  the chat watches already show that watch instead. The buttons of `/watches` name each watch by its number in the list.
- A number without its legislature is the current one's, or the newest one's that has it; buttons below its card name
  the others. After `/follow` a press swaps the follow, after `/status` it shows the other card.
- The accents of a French keyboard count for nothing, nor do capital letters: `/réglages`, `/État 12432`,
  `/arrêter 12432`. Telegram does not take these for commands, so in a group where the bot has Telegram's usual privacy
  mode it may never see them; there the names of the table always work. What is forwarded is no command.
- In private a command needs no slash where the text says nothing else: `suivre 12432`, `12432 suivre svp`, `liste`.
- Of a question's number the thousands may be set apart: `12.432`, `12,432`, `n° 12 432`. After a command `12 432` alone
  can also be two numbers, and the bot asks which was meant.
- Whatever a button of the settings says can be typed after `/settings`, in either language: `/settings zone Brussels`,
  `/reglages heures calmes 22h-7h`, `/reglages sans commentaires`. What is not understood is answered with the nearest.
- Anything else that is written in private is read for numbers and addresses of questions: the one number of a few words
  is taken for a question's, unless they say that it counts, dates or costs something. In groups and channels nothing
  but commands is ever answered.
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
