"""The Bot API: requests, limits, errors, files, and the sending of one message."""
