"""The OpenAPI document at /api/schema/, and the page at /api/docs/."""
import re
from pathlib import Path

import pytest
import yaml
from openapi_spec_validator import validate

CONTRACT = yaml.safe_load((Path(__file__).resolve().parents[1] / "schema" / "cvat-openapi.yml").read_text())

@pytest.fixture(scope="module")
def document(limn):
    return limn.json("GET", "/api/schema/?scheme=json")


def test_it_is_valid_openapi(document):
    validate(document)


def test_every_operation_has_a_name_of_its_own(document):
    names = [o["operationId"] for item in document["paths"].values() for o in item.values()]
    assert len(names) == len(set(names))


class Comparison:
    """Everything that the contract describes and the document does not."""

    def __init__(self, document):
        self.document, self.missing = document, []

    @staticmethod
    def resolve(root, schema):
        """The schema behind references, and behind the allOf with which OpenAPI 3.0 adds flags to a reference."""
        while True:
            if "$ref" in schema:
                schema = root["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
            elif len(schema.get("allOf", [])) == 1:
                schema = {**schema["allOf"][0], **{k: v for k, v in schema.items() if k != "allOf"}}
            else:
                return schema

    def schema(self, theirs, ours, where, seen=()):
        key = theirs.get("$ref")
        if key and key in seen:
            return
        seen = seen + (key,)
        theirs, ours = self.resolve(CONTRACT, theirs), self.resolve(self.document, ours)
        served = [value for form in (ours, *(self.resolve(self.document, one) for one in ours.get("anyOf", []))) for value in form.get("enum", [])]
        for value in theirs.get("enum", []):
            if value not in served:
                self.missing.append(f"{where}: the value {value}")
        for name, field in theirs.get("properties", {}).items():
            if name not in ours.get("properties", {}):
                self.missing.append(f"{where}.{name}")
            else:
                self.schema(field, ours["properties"][name], f"{where}.{name}", seen)
        if "items" in theirs:
            self.schema(theirs["items"], ours.get("items", {}), f"{where}[]", seen)
        for key in ("oneOf", "anyOf"):
            for one, other in zip(theirs.get(key, []), ours.get(key, [])):
                self.schema(one, other, f"{where}|", seen)

    def contents(self, theirs, ours, where):
        for form, body in theirs.get("content", {}).items():
            if form not in ours.get("content", {}):
                self.missing.append(f"{where} as {form}")
            else:
                self.schema(body.get("schema", {}), ours["content"][form].get("schema", {}), where)

    def operation(self, theirs, ours, where):
        known = {(p["in"], p["name"]): p for p in ours.get("parameters", [])}
        for p in theirs.get("parameters", []):
            if (p["in"], p["name"]) not in known:
                self.missing.append(f"{where}: parameter {p['name']} in {p['in']}")
            else:
                self.schema(p["schema"], known[p["in"], p["name"]]["schema"], f"{where}?{p['name']}")
        self.contents(theirs.get("requestBody", {}), ours.get("requestBody", {}), f"{where} body")
        for status, answer in theirs["responses"].items():
            if status not in ours["responses"] and f"{status[0]}XX" not in ours["responses"]:
                self.missing.append(f"{where}: status {status}")
            elif status.startswith("2") and where != "GET /api/jobs/{id}/data":  # frames and chunks, not what it says
                self.contents(answer, ours["responses"][status], f"{where} {status}")


def test_it_holds_the_whole_contract(document):
    comparison = Comparison(document)
    for path, item in CONTRACT["paths"].items():
        for method, theirs in item.items():
            ours = document["paths"].get(path, {}).get(method)
            if ours:
                comparison.operation(theirs, ours, f"{method.upper()} {path}")
            else:
                comparison.missing.append(f"{method.upper()} {path}")
    assert not comparison.missing, "\n".join(comparison.missing)


def test_the_document_as_yaml(limn, document):
    answer = limn.request("GET", "/api/schema/")
    assert answer.headers["Content-Type"].startswith("application/vnd.oai.openapi")
    assert yaml.safe_load(answer.text) == document


def test_the_page_names_every_operation_and_record_and_loads_nothing(limn, document):
    answer = limn.request("GET", "/api/docs/", auth=None)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script" not in policy
    assert "<script" not in answer.text and not re.search(r'(?:src|href)="(?!#|/api/schema/)', answer.text)
    ids = re.findall(r'id="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))
    assert {o["operationId"] for item in document["paths"].values() for o in item.values()} <= set(ids)
    assert set(document["components"]["schemas"]) <= set(ids)
    assert {link for link in re.findall(r'href="#([^"]+)"', answer.text)} <= set(ids) | {"records"}
