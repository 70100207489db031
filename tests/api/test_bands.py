"""Images of 16 bits or many bands: what is told of them, and their samples to the digit."""
import io
import struct

import pytest
from media import picture, video
from PIL import Image

WIDTH, HEIGHT = 40, 30
STRANGER = ("trudy", "Lantern-Grove-17")


def sample(band, x, y):
    return (7000 * band + 500 * y + 11 * x) % 65536


def plane(band, width=WIDTH, height=HEIGHT):
    return [sample(band, x, y) for y in range(height) for x in range(width)]


def grey16(width=WIDTH, height=HEIGHT):
    image = Image.frombytes("I;16", (width, height), struct.pack(f"<{width * height}H", *plane(0, width, height)))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def tiff_of(data, bands, bits, sample_format, apart=False, extra=0):
    """A little-endian TIFF in one strip for all bands or for each."""
    strips = bands if apart else 1
    kinds = [extra if i == bands - 1 else 0 for i in range(1, bands)]
    lists = {258: [bits] * bands, 273: [8 + i * len(data) // strips for i in range(strips)], 279: [len(data) // strips] * strips, 338: kinds, 339: [sample_format] * bands}
    fields = {256: [WIDTH], 257: [HEIGHT], 259: [1], 262: [1], 277: [bands], 278: [HEIGHT], 284: [2 if apart else 1], **{k: v for k, v in lists.items() if v}}
    after = 8 + len(data)
    entries, outside = b"", b""
    base = after + 2 + 12 * len(fields) + 4
    for tag, values in sorted(fields.items()):
        form, kind = ("H", 3) if tag not in (273, 279) else ("I", 4)
        packed = struct.pack(f"<{len(values)}{form}", *values)
        if len(packed) > 4:
            entries += struct.pack("<HHII", tag, kind, len(values), base + len(outside))
            outside += packed + b"\0" * (len(packed) % 2)
        else:
            entries += struct.pack("<HHI", tag, kind, len(values)) + packed.ljust(4, b"\0")
    return struct.pack("<2sHI", b"II", 42, after) + data + struct.pack("<H", len(fields)) + entries + b"\0\0\0\0" + outside


def tiff(bands, apart=False, signed=False, alpha=False):
    """Of 16-bit samples."""
    planes = [plane(band) for band in range(bands)]
    flat = [value for one in planes for value in one] if apart else [value for pixel in zip(*planes) for value in pixel]
    return tiff_of(struct.pack(f"<{len(flat)}H", *flat), bands, 16, 2 if signed else 1, apart, 2 if alpha else 0)


def floats(bands):
    """Of 32-bit floats, the first of which is no number."""
    values = [(sample(band, x, y) - 20000) / 1000 for y in range(HEIGHT) for x in range(WIDTH) for band in range(bands)]
    values[0] = float("nan")
    return tiff_of(struct.pack(f"<{len(values)}f", *values), bands, 32, 3)


FILES = {
    "a.png": (grey16(), {"bands": 1, "bits": 16, "signed": False}),
    "b.tif": (tiff(5), {"bands": 5, "bits": 16, "signed": False}),
    "c.tif": (tiff(6, apart=True), {"bands": 6, "bits": 16, "signed": False}),
    "d.tif": (tiff(1, signed=True), {"bands": 1, "bits": 16, "signed": True}),
    "e.tif": (tiff(3, alpha=True), {"bands": 2, "bits": 16, "signed": False}),
    "f.png": (picture(WIDTH, HEIGHT), {"bands": 3, "bits": 8, "signed": False}),
    "g.jpg": (picture(WIDTH, HEIGHT, form="JPEG"), {"bands": 0, "bits": 8, "signed": False, "range": None}),
    "h.tif": (floats(1), {"bands": 1, "bits": 32, "signed": False}),
    "i.tif": (floats(5), {"bands": 5, "bits": 32, "signed": False}),
}


@pytest.fixture(scope="module")
def job(limn):
    task = limn.task({name: content for name, (content, _) in FILES.items()}, name="deep")
    return limn.jobs(task["id"])[0]["id"]


def bands(limn, job, number, band=None, **kw):
    query = f"number={number}" + ("" if band is None else f"&band={band}")
    return limn.request("GET", f"/api/jobs/{job}/data/bands?{query}", **kw)


@pytest.mark.parametrize("number", range(len(FILES)))
def test_what_there_is_is_told(limn, job, number):
    wanted = list(FILES.values())[number][1]
    told = bands(limn, job, number).json()
    assert {key: told[key] for key in wanted} == wanted
    if wanted["bands"]:
        assert (told["width"], told["height"]) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("number,band", [(0, 0), (1, 0), (1, 4), (2, 0), (2, 5), (4, 1)])
def test_samples_come_to_the_digit(limn, job, number, band):
    answer = bands(limn, job, number, band)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert list(struct.unpack(f"<{WIDTH * HEIGHT}H", answer.content)) == plane(band)


def test_signed_samples_are_raised(limn, job):
    values = struct.unpack(f"<{WIDTH * HEIGHT}H", bands(limn, job, 3, 0).content)
    assert list(values) == [value ^ 0x8000 for value in plane(0)]


@pytest.mark.parametrize("number,count", [(7, 1), (8, 5)])
def test_floating_samples_are_spread_over_their_range(limn, job, number, count):
    low, high = bands(limn, job, number).json()["range"]
    known = [(value - 20000) / 1000 for band in range(count) for value in plane(band)]
    assert low == pytest.approx(min(known[1:])) and high == pytest.approx(max(known))
    for band in (0, count - 1):
        values = struct.unpack(f"<{WIDTH * HEIGHT}H", bands(limn, job, number, band).content)
        told = [low + value * (high - low) / 65535 for value in values]
        assert told[1:] == pytest.approx([(value - 20000) / 1000 for value in plane(band)[1:]], abs=(high - low) / 65535)
    assert struct.unpack("<H", bands(limn, job, number, 0).content[:2]) == (0,)  # no number
    seen = limn.request("GET", f"/api/jobs/{job}/data?type=frame&quality=compressed&number={number}")
    assert seen.status_code == 200 and Image.open(io.BytesIO(seen.content)).size == (WIDTH, HEIGHT)


def test_bands_that_are_not_there(limn, job):
    assert bands(limn, job, 1, 5).json() == ["The image has no band 5"]
    assert bands(limn, job, 6, 0).json() == ["The image has no band 0"]
    assert bands(limn, job, 99).status_code == 400
    assert bands(limn, job, "x").status_code == 400
    assert limn.request("GET", f"/api/jobs/{job}/data/bands").status_code == 400


def test_large_images_come_halved(limn):
    task = limn.task({"large.png": grey16(4200, 4100)}, name="large and deep")
    large = limn.jobs(task["id"])[0]["id"]
    told = bands(limn, large, 0).json()
    assert (told["width"], told["height"]) == (2100, 2050)
    values = struct.unpack("<2100H", bands(limn, large, 0, 0).content[: 2 * 2100])
    assert values[3] == pytest.approx((sample(0, 6, 0) + sample(0, 7, 0) + sample(0, 6, 1) + sample(0, 7, 1)) / 4, abs=1)


def test_videos_have_no_bands(limn, tmp_path):
    task = limn.task({"clip.mp4": video(tmp_path)}, name="moving")
    answer = bands(limn, limn.jobs(task["id"])[0]["id"], 0)
    assert (answer.status_code, answer.json()) == (400, "Only images have bands")


def test_only_who_may_see_the_frames_may_see_their_bands(limn, job):
    limn.json("POST", "/api/auth/register", auth=None, json={"username": STRANGER[0], "email": "trudy@example.com", "password1": STRANGER[1], "password2": STRANGER[1]})
    assert bands(limn, job, 0, auth=STRANGER).status_code == 403
    assert bands(limn, job, 0, auth=None).status_code == 401
