"""What the tests of the SDK share."""
import contextlib
import secrets

from cvat_sdk import make_client
from media import picture
from server import ADMIN

PASSWORD = "Kilo-lima-9"


@contextlib.contextmanager
def client_of(limn, credentials=ADMIN, organization=None):
    with make_client(limn.url, credentials=credentials) as made:
        made.config.status_check_period = 0.05
        if organization is not None:
            made.organization_slug = organization
        yield made


def register(limn, name="person"):
    """Makes an account; gives its user name, e-mail address and id."""
    name = f"{name}-{secrets.token_hex(4)}"
    email = f"{name}@example.com"
    body = {"username": name, "password1": PASSWORD, "password2": PASSWORD, "email": email, "first_name": "Ann", "last_name": "Lee"}
    limn.json("POST", "/api/auth/register", auth=None, headers={"X-Forwarded-For": name}, json=body)
    return name, email, limn.json("GET", f"/api/users?search={name}")["results"][0]["id"]


LABELS = [
    {"name": "car", "attributes": [{"name": "colour", "mutable": True, "input_type": "select", "default_value": "red", "values": ["red", "blue"]}]},
    {"name": "person", "attributes": []},
]


def make_images(folder, count=4, width=320, height=240):
    files = []
    for i in range(count):
        path = folder / f"image_{i}.jpg"
        path.write_bytes(picture(width, height, (40 * i % 256, 90, 120), "JPEG", quality=92))
        files.append(path)
    return files


def make_task(client, folder, count=4, **spec):
    spec = {"name": "from the SDK", **({} if "project_id" in spec else {"labels": LABELS}), **spec}
    return client.tasks.create_from_data(spec, resources=make_images(folder, count), data_params={"image_quality": 80})
