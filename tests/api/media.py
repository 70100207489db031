"""Pictures and videos for tests, made on the spot."""
import io
import subprocess

from PIL import Image


def picture(width=64, height=48, colour=(200, 30, 30), form="PNG", **options):
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, form, **options)
    return out.getvalue()


def pictures(count, width=64, height=48):
    return {f"img_{i:03}.png": picture(width, height, (i * 37 % 256, i * 91 % 256, 60)) for i in range(count)}


def video(folder, frames=30, size="160x120", codec=("libx264", "-pix_fmt", "yuv420p", "-g", "10", "-bf", "2"), name="clip.mp4"):
    path = folder / name
    command = ["ffmpeg", "-loglevel", "error", "-y", "-f", "lavfi", "-i", f"testsrc=size={size}:rate=25", "-frames:v", str(frames), "-c:v", *codec, path]
    subprocess.run(command, check=True)
    return path.read_bytes()
