"""Large images in tiles: what they show, who may see them, what is refused."""
import io

import pytest
from media import picture, video
from PIL import Image

WIDTH, HEIGHT = 5000, 1300
STRANGER = ("mallory", "Lantern-Grove-17")


def columns():
    """Lighter from left to right, redder from top to bottom."""
    light = Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_90).resize((WIDTH, HEIGHT))
    red = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    out = Image.merge("RGB", (red, light, Image.new("L", (WIDTH, HEIGHT), 90)))
    return out


def encoded(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def job(limn):
    files = {"a.jpg": encoded(columns(), "JPEG", quality=95), "b.png": encoded(columns(), "PNG", compress_level=1), "c.tif": encoded(columns(), "TIFF", compression="tiff_lzw")}
    task = limn.task(files, name="large", parameters={"image_quality": 90})
    return limn.jobs(task["id"])[0]["id"]


def tile(limn, job, number=0, level=0, x=0, y=0, **kw):
    return limn.request("GET", f"/api/jobs/{job}/data/tiles?number={number}&level={level}&x={x}&y={y}", **kw)


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("level,x,y,size", [(0, 0, 0, (512, 512)), (0, 9, 2, (392, 276)), (1, 4, 1, (452, 138)), (2, 2, 0, (226, 325)), (4, 0, 0, (313, 82))])
def test_a_tile_is_its_part_of_the_picture(limn, job, number, level, x, y, size):
    answer = tile(limn, job, number, level, x, y)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "image/jpeg"
    seen = Image.open(io.BytesIO(answer.content))
    assert seen.size == size
    whole = columns()
    for i, j in [(1, 1), (size[0] // 2, size[1] // 2), (size[0] - 2, size[1] - 2)]:
        place = (min(WIDTH - 1, (512 * x + i) * 2**level), min(HEIGHT - 1, (512 * y + j) * 2**level))
        expected = whole.getpixel(place)
        assert all(abs(one - other) <= 10 for one, other in zip(seen.getpixel((i, j)), expected)), (place, seen.getpixel((i, j)), expected)


def test_the_whole_is_one_tile_of_the_last_level(limn, job):
    assert tile(limn, job, level=4).status_code == 200
    refused = tile(limn, job, level=5)
    assert (refused.status_code, refused.json()) == (400, ["The image has no tile 0, 0 on level 5"])


@pytest.mark.parametrize("query", ["level=0&x=0&y=0", "number=0&x=0&y=0", "number=0&level=0&y=0", "number=0&level=0&x=10&y=0", "number=0&level=0&x=0&y=3", "number=0&level=-1&x=0&y=0", "number=0&level=63&x=0&y=0",
                                   "number=0&level=64&x=0&y=0", "number=3&level=0&x=0&y=0", "number=0&level=0&x=4294967296&y=0", "number=0&level=0&x=one&y=0", "number=0&level=99999999999999999999&x=0&y=0"])
def test_what_is_not_there_is_refused_with_a_reason(limn, job, query):
    answer = limn.request("GET", f"/api/jobs/{job}/data/tiles?{query}")
    assert answer.status_code == 400 and len(answer.text) > 10, answer.text


def test_videos_have_no_tiles(limn, tmp_path):
    task = limn.task({"clip.mp4": video(tmp_path)}, name="clip")
    answer = tile(limn, limn.jobs(task["id"])[0]["id"])
    assert (answer.status_code, answer.json()) == (400, "Only images are cut into tiles")


def test_only_who_may_see_the_frames_may_see_their_tiles(limn, job):
    limn.json("POST", "/api/auth/register", auth=None, json={"username": STRANGER[0], "email": "mallory@example.com", "password1": STRANGER[1], "password2": STRANGER[1]})
    assert tile(limn, job, auth=STRANGER).status_code == 403
    assert tile(limn, job, auth=None).status_code == 401
    assert tile(limn, 10**6).status_code == 404


def test_a_small_picture_is_a_tile_of_its_own(limn):
    task = limn.task({"small.png": picture(70, 40, (10, 200, 60))}, name="small", parameters={"image_quality": 90})
    answer = tile(limn, limn.jobs(task["id"])[0]["id"])
    assert Image.open(io.BytesIO(answer.content)).size == (70, 40)
