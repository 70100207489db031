"""A real mail server for tests: SMTP with STARTTLS (or TLS from the start) and AUTH, on this machine, with a certificate of its own authority."""
import email
import email.policy
import queue
import ssl
import subprocess

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USER, PASSWORD = "limn@example.org", "Pöst-office-7"


def certificate(folder):
    """The certificate of an authority, and a server's certificate with its key, both PEM files."""
    def openssl(*args):
        subprocess.run(["openssl", *args], check=True, capture_output=True, cwd=folder)

    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=authority of the tests")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
    (folder / "names").write_text("subjectAltName=DNS:localhost")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names", "-out", "server.pem")
    return folder / "ca.pem", folder / "server.pem", folder / "server.key"


class MailServer:
    """Keeps what it takes. Recipients in `refused` are turned away."""

    def __init__(self, port, cert, key, password=PASSWORD, implicit_tls=False):
        self.mails = queue.Queue()
        self.refused = set()
        self.encrypted = []
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(cert, key)

        def check(server, session, envelope, mechanism, credentials):
            self.encrypted.append(session.ssl is not None or implicit_tls)
            good = (credentials.login.decode(), credentials.password.decode()) == (USER, password)
            return AuthResult(success=good, handled=good)

        starting = {} if implicit_tls else {"tls_context": tls, "require_starttls": True}
        self.controller = Controller(self, hostname="127.0.0.1", port=port, ssl_context=tls if implicit_tls else None, authenticator=check, auth_required=True,
                                     auth_require_tls=not implicit_tls, **starting)
        self.controller.start()

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.put((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 taken"

    def next(self):
        """Sender and recipients as the server was told, the mail as a reader shows it, and its bytes."""
        sender, recipients, content = self.mails.get(timeout=30)
        return sender, recipients, email.message_from_bytes(content, policy=email.policy.default), content

    def stop(self):
        self.controller.stop()
