"""Standings in chats of the stand-in Telegram, and how Telegram writes them: as a ChatMember."""

from dataclasses import dataclass, field

from bot.standins.telegram.wire import Json

ADMIN_RIGHTS = (
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
RIGHTS_OF_KIND = {
    "group": (*ADMIN_RIGHTS, "can_pin_messages", "can_manage_tags"),
    "supergroup": (*ADMIN_RIGHTS, "can_pin_messages", "can_manage_tags", "can_manage_topics"),
    "channel": (*ADMIN_RIGHTS, "can_post_messages", "can_edit_messages", "can_manage_direct_messages"),
}
"""The rights that administrators can have in each kind of chat."""

MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)
GIVABLE = {*(right for kind in RIGHTS_OF_KIND.values() for right in kind), *MEMBER_RIGHTS, "can_be_edited", "is_member"}


@dataclass(frozen=True)
class Standing:
    """A status in a chat, with the rights that differ from the usual ones of that status."""

    status: str
    rights: Json = field(default_factory=dict)

    def may(self, right: str) -> bool:
        """Whether the status, or a right given beside it, lets its bearer do what an administrator may."""
        if self.status == "creator":
            return right != "is_anonymous" or bool(self.rights.get(right))
        return self.status == "administrator" and bool(self.rights.get(right, right in _USUAL))

    def chat_member(self, user: Json, kind: str) -> Json:
        """A ChatMember as Telegram writes it in that kind of chat, with every field that its status requires."""
        member: Json = {"user": user, "status": self.status}
        if self.status == "creator":
            return member | {"is_anonymous": bool(self.rights.get("is_anonymous"))}
        if self.status == "administrator":
            member["can_be_edited"] = bool(self.rights.get("can_be_edited"))
            return member | {right: self.may(right) for right in RIGHTS_OF_KIND[kind]}
        if self.status == "restricted":
            return member | dict.fromkeys(MEMBER_RIGHTS, False) | {"is_member": True, "until_date": 0} | self.rights
        return member | ({"until_date": 0} if self.status == "kicked" else {})


_USUAL = ("can_manage_chat", "can_post_messages")


def given(rights: Json) -> Json:
    """Rights by their names at Telegram. Raises TypeError for an unknown one, which a test has misspelt."""
    if unknown := set(rights) - GIVABLE:
        raise TypeError(f"no such right: {', '.join(sorted(unknown))}")
    return rights
