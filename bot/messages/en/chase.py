"""The sentences in English: chasing a question up."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "chase": "✍️ <b>Chase it up</b>",
    "chase-how": (
        "Here is a letter to the question’s author, in French, as deputies read it. Tap it to copy it, then send it "
        "yourself: I send nothing."
    ),
    "chase-how-unknown": (
        "Here is a letter to the question’s author, whose name I do not know, in French, as deputies read it. Tap it to "
        "copy it, then send it yourself: I send nothing."
    ),
    "chase-address": "✉️ {email}",
    "chase-no-address": "✉️ The register of sitting deputies gave me no address.",
    "chase-page": "Their page at the Assemblée",
    "chase-in-vain": (
        "There is nothing to chase up for question {name}: it has its answer, it is closed, or its deadline has not passed."
    ),
    "chase-lapsed": "Question {name} is of a legislature that is over: it has lapsed, and will get no answer any more.",
    "chase-none": "I have no letter for questions {of}: I do not know their rules well enough.",
    "chase-unread": "I have not been able to read question {name} yet.",
    "button-chase": "✍️ Chase it up",
    "button-copy-short": "📋 Copy a shorter one",
    "button-copy-address": "📋 Copy the address",
}
