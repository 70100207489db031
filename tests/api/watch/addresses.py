"""The server throttles anonymous calls by address, and all clients of the tests are on one machine: a fast one makes more calls in
a minute than a person may. spread() lets each client come from an address of its own, unless the test names one. It hooks into
urllib3 as contract.py does."""
import functools
import itertools
import os

from contract import servers

numbers = itertools.count(1)


def spread():
    from urllib3.connectionpool import HTTPConnectionPool

    passed_on = HTTPConnectionPool.urlopen

    @functools.wraps(passed_on)
    def urlopen(self, method, url, *args, **options):
        again = len(args) > 1  # urllib3 calls itself, with the headers of the first try
        if str(self.port) in servers() and not again:
            if not hasattr(self, "limn_address"):
                self.limn_address = f"client-{os.getpid()}-{next(numbers)}"
            given = options.get("headers")
            options["headers"] = {"X-Forwarded-For": self.limn_address, **(self.headers if given is None else given)}
        return passed_on(self, method, url, *args, **options)

    HTTPConnectionPool.urlopen = urlopen
