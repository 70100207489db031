"""Every call of the tests against the server's own OpenAPI document: its status, the form of its answer, the answer itself.

watch() hooks into urllib3, which every client of ours speaks through, also in programs that tests start (sitecustomize.py).
What does not fit is written to the file LIMN_CONTRACT_PROBLEMS; conftest.py fails the test that made the call.
LIMN_CONTRACT_PORTS are the servers that are listened to, LIMN_CONTRACT a file with their document."""
import functools
import io
import json
import os
import re
import urllib.parse

LARGEST = 1_000_000  # bytes of an answer that is looked into; larger ones hold more of the same


def servers():
    return os.environ.get("LIMN_CONTRACT_PORTS", "").split(",")


def plain(schema, closed=True):
    """An OpenAPI 3.0 schema as JSON Schema. closed: objects have no members but those described."""
    if isinstance(schema, list):
        return [plain(one, closed) for one in schema]
    if not isinstance(schema, dict):
        return schema
    out = {}
    for key, value in schema.items():
        if key == "properties":
            out[key] = {name: plain(field, closed) for name, field in value.items() if not field.get("writeOnly")}
        elif key in ("items", "additionalProperties", "allOf", "anyOf", "oneOf"):
            out[key] = plain(value, closed)
        elif key in ("type", "enum", "$ref", "minimum", "maximum", "maxLength", "pattern", "minItems", "maxItems", "format"):
            out[key] = value
        elif key == "required":
            written = {name for name, field in schema.get("properties", {}).items() if field.get("writeOnly")}
            out[key] = [name for name in value if name not in written]
    if closed and "properties" in out:
        out.setdefault("additionalProperties", False)
    if schema.get("nullable"):
        return {"anyOf": [{"type": "null"}, out]}
    return out


class Contract:
    def __init__(self, document):
        self.components = {"schemas": {name: plain(schema) for name, schema in document["components"]["schemas"].items()}}
        self.paths = []
        for path, item in document["paths"].items():
            pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path.rstrip("/")))
            self.paths.append((re.compile(pattern + "/?"), path.count("{"), path, item))
        self.paths.sort(key=lambda one: one[1])  # /users/self before /users/{id}

    def operation(self, method, path):
        for pattern, _, name, item in self.paths:
            if pattern.fullmatch(path) and method.lower() in item:
                return name, item[method.lower()]
        return None, None

    @functools.lru_cache(maxsize=None)
    def validator(self, name, method, status, form):
        import jsonschema_rs

        item = next(item for _, _, path, item in self.paths if path == name)
        schema = item[method]["responses"][status]["content"][form].get("schema", {})
        return jsonschema_rs.Draft202012Validator({**plain(schema), "components": self.components})

    def problems(self, method, path, status, form, body):
        """What about this answer is not as described. form: its content type without parameters; body: bytes, or None when unknown."""
        if method.lower() == "options" or 300 <= status < 400 or status in (404, 405):
            return []
        method = "get" if method.lower() == "head" and self.operation("head", path)[0] is None else method.lower()
        name, operation = self.operation(method, path)
        if not operation:
            return [] if status == 401 else [f"no such operation ({status})"]
        answers = operation["responses"]
        known = str(status) if str(status) in answers else f"{status // 100}XX"
        if known not in answers:
            return [f"status {status} is not described"]
        content = answers[known].get("content")
        if not content or not body:
            return []
        if form not in content:
            return [f"{status} has the form {form}, not {' or '.join(content)}"]
        if "json" not in form:
            return []
        errors = self.validator(name, method, known, form).iter_errors(json.loads(body))
        return [f"{status}: {error.message[:300]} at {'.'.join(map(str, error.instance_path))}" for _, error in zip(range(5), errors)]


@functools.lru_cache(maxsize=1)
def contract():
    with open(os.environ["LIMN_CONTRACT"]) as f:
        return Contract(json.load(f))


def report(method, url, status, form, body):
    path = urllib.parse.unquote(urllib.parse.urlsplit(url).path)
    if not path.startswith("/api/"):
        return
    for problem in contract().problems(method, path, status, form, body):
        with open(os.environ["LIMN_CONTRACT_PROBLEMS"], "a") as f:
            f.write(f"{method} {path}: {problem}\n")


def watch():
    import urllib3
    from urllib3.connectionpool import HTTPConnectionPool

    passed_on = HTTPConnectionPool.urlopen

    @functools.wraps(passed_on)
    def urlopen(self, method, url, *args, **options):
        response = passed_on(self, method, url, *args, **options)
        if str(self.port) not in servers() or "LIMN_CONTRACT" not in os.environ:
            return response
        form = response.headers.get("Content-Type", "").split(";")[0]
        small = int(response.headers.get("Content-Length") or 0) <= LARGEST
        body = None
        if "json" in form and small and "gzip" not in response.headers.get("Content-Encoding", ""):
            if options.get("preload_content", True):
                body = response.data
            else:  # read it here, and hand on one that is still to be read
                body = response.read(decode_content=False)
                response = urllib3.HTTPResponse(
                    body=io.BytesIO(body),
                    headers=response.headers,
                    status=response.status,
                    version=response.version,
                    reason=response.reason,
                    preload_content=False,
                    decode_content=False,
                    original_response=response._original_response,
                    request_method=method,
                    request_url=url,
                )
        report(method, url, response.status, form, body)
        return response

    HTTPConnectionPool.urlopen = urlopen
