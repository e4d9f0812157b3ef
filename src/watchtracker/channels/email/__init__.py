"""E-mail: `composing` makes a mail of a message, `responses` says what came back; `client` talks to the mail server.

`mailer` is what the channels of mail share.
"""

from watchtracker.channels.email.client import Server
from watchtracker.channels.email.mailer import GATE, LIMITS, Mail, MailServer, declared

__all__ = ["GATE", "LIMITS", "Mail", "MailServer", "Server", "declared"]
