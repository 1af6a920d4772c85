"""The ways in which a message reaches people: a web hook of theirs, and e-mail."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage

from engine.application.news import News
from engine.config import Mail, Notify

_PATIENCE = 10.0


class Unsent(Exception):
    """A message did not reach everybody; the words may be logged."""


def send(notify: Notify, news: News) -> None:
    """Send a message by every way that was chosen.

    Raises:
        Unsent: One of the ways failed; the others were tried all the same.
    """
    ways: list[Callable[[], None]] = []
    if notify.webhook is not None:
        address = notify.webhook.reveal()
        ways.append(lambda: _post(address, news))
    if notify.mail is not None:
        mail = notify.mail
        ways.append(lambda: _write(mail, news))
    failures = [said for way in ways if (said := _failure(way))]
    if failures:
        raise Unsent("; ".join(failures))


def _failure(way: Callable[[], None]) -> str:
    import httpx

    try:
        way()
    except httpx.HTTPError as error:
        # Its own words hold the address, and that may be a secret.
        return f"webhook: {type(error).__name__}"
    except (OSError, smtplib.SMTPException) as error:
        return f"email: {error}"
    return ""


def _post(address: str, news: News) -> None:
    import httpx

    httpx.post(address, json=news.document, timeout=_PATIENCE).raise_for_status()


def _write(mail: Mail, news: News) -> None:
    letter = EmailMessage()
    letter["Subject"] = " ".join(news.subject.split())
    letter["From"] = mail.sender
    letter["To"] = ", ".join(mail.to)
    letter.set_content(news.text)
    secure = ssl.create_default_context()
    if mail.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            mail.server, mail.port, timeout=_PATIENCE, context=secure
        )
    else:
        server = smtplib.SMTP(mail.server, mail.port, timeout=_PATIENCE)
    with server:
        if mail.security == "starttls":
            server.starttls(context=secure)
        if mail.password is not None and mail.security != "none":
            server.login(mail.username, mail.password.reveal())
        server.send_message(letter)
