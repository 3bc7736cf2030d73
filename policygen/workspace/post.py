"""Sending e-mails by the publisher's mail server."""

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP

from policygen.errors import PolicyError
from policygen.sources.settings import Mail

_TIMEOUT = 20  # seconds that a mail server may take for one answer


class NotTakenError(PolicyError):
    """The server said no, so it has not taken the message."""


class MailServer:
    """A connection to the mail server, over STARTTLS, opened anew when it was lost."""

    def __init__(self, mail: Mail, password: str | None) -> None:
        self._mail = mail
        self._password = password
        self._server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, address: str, handing_over: Callable[[], object]) -> None:
        """Send one message; `handing_over` is called in the moment before the server gets its text.

        Raises NotTakenError if the server refused it, and PolicyError if the connection was lost:
        then a message that was handed over may have arrived all the same.
        """
        handed_over = False
        try:
            server = self._connected()
            server.mail(self._mail.sender)
            code, answer = server.rcpt(address)
            if code not in (250, 251):
                raise smtplib.SMTPResponseException(code, answer)
            handing_over()
            handed_over = True
            code, answer = server.data(message.as_bytes(policy=SMTP))
            if code != 250:
                raise smtplib.SMTPResponseException(code, answer)
        except smtplib.SMTPResponseException as error:
            self.close()
            said = error.smtp_error
            words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
            raise NotTakenError(f"the server refused it: {error.smtp_code} {words}") from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            doubt = "; it may have arrived all the same" if handed_over else ""
            raise PolicyError(f"the server can't be reached: {error}{doubt}") from error

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            import ssl

            server = smtplib.SMTP(self._mail.host, self._mail.port, timeout=_TIMEOUT)
            self._server = server
            server.starttls(context=ssl.create_default_context())
            if self._mail.user:
                server.login(self._mail.user, self._password or "")
            server.ehlo_or_helo_if_needed()
        else:
            self._server.rset()
        return self._server

    def close(self) -> None:
        """Leave the server."""
        if self._server is not None:
            self._server.close()
            self._server = None
