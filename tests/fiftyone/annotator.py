"""Somebody who works on a task between annotate() and load_annotations(), over the same API as the page."""


def gone(limn, task):
    return limn.request("GET", f"/api/tasks/{task}").status_code == 404


def attribute_ids(label):
    return {a["name"]: a["id"] for a in label["attributes"]}


class Annotator:
    """Reads a task's annotations, lets the test change them, and saves what has changed when the block ends."""

    kinds = ("shapes", "tags", "tracks")

    def __init__(self, limn, task):
        self.limn, self.task = limn, task

    def __enter__(self):
        self.labels = {label["name"]: label for label in self.limn.json("GET", f"/api/labels?task_id={self.task}&page_size=all")["results"]}
        annotations = self.limn.json("GET", f"/api/tasks/{self.task}/annotations")
        for kind in self.kinds:
            setattr(self, kind, sorted(annotations[kind], key=lambda item: item["id"]))
        return self

    def __exit__(self, kind, *_):
        if kind:
            return
        everything = {kind: getattr(self, kind) for kind in self.kinds}
        for action, wanted in (
            ("delete", lambda item: item.get("delete")),
            ("update", lambda item: "id" in item and not item.get("delete")),
            ("create", lambda item: "id" not in item),
        ):
            body = {kind: [item for item in items if wanted(item)] for kind, items in everything.items()}
            if any(body.values()):
                self.limn.json("PATCH", f"/api/tasks/{self.task}/annotations?action={action}", json=body)

    def label_of(self, item):
        return next(label for label in self.labels.values() if label["id"] == item["label_id"])

    def values(self, item):
        names = {i: name for name, i in attribute_ids(self.label_of(item)).items()}
        return {names[a["spec_id"]]: a["value"] for a in item["attributes"]}

    def set(self, item, **values):
        ids = attribute_ids(self.label_of(item))
        for name, value in values.items():
            next(a for a in item["attributes"] if a["spec_id"] == ids[name])["value"] = value

    def move_values(self, item, label):
        """Gives an item whose label has just become `label` that label's attributes, with the values it had."""
        names = {i: name for one in self.labels.values() for name, i in attribute_ids(one).items()}
        ids = attribute_ids(self.labels[label])
        item["attributes"] = [{"spec_id": ids[names[a["spec_id"]]], "value": a["value"]} for a in item["attributes"]]

    def add(self, kind, label, values=None, **fields):
        ids = attribute_ids(self.labels[label])
        attributes = [{"spec_id": ids[name], "value": value} for name, value in (values or {}).items()]
        getattr(self, kind).append({"label_id": self.labels[label]["id"], "attributes": attributes, **fields})
