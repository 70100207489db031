// Pictures and videos that browser tests make for themselves, and how the frame number in a video is read off the canvas again.
import { execFileSync } from 'node:child_process';

/** Runs ffmpeg; `input` is what it reads where it is told to read "-". */
export const ffmpeg = (args, input) => execFileSync('ffmpeg', ['-loglevel', 'error', '-y', ...args], { input });

/** Makes one picture of what a source of ffmpeg's shows, and gives its path. */
export function picture(path, source, ...more) {
  ffmpeg(['-f', 'lavfi', '-i', source, '-frames:v', '1', ...more, path]);
  return path;
}

/** An archive of pictures, each with others that go with it, one for each of these names, as from further cameras. */
export function withContext(path, files, names) {
  execFileSync('python3', ['-c', `import zipfile
from os.path import basename
with zipfile.ZipFile(${JSON.stringify(path)}, 'w') as z:
    for file in ${JSON.stringify(files)}:
        z.write(file, basename(file))
        for name in ${JSON.stringify(names)}:
            z.write(file, 'related_images/' + basename(file).replace('.', '_') + '/' + name + '.jpg')
`]);
  return path;
}

/** Moving content below the number of the frame, which is a row of black and white fields. */
export function makeNumberedVideo(file, { width, height, bits, length, encoder = ['-bf', '2', '-g', '25'] }) {
  const fields = `nullsrc=size=${bits * 4}x4:rate=25,format=gray,geq=lum='255*mod(floor(N/pow(2,floor(X/4))),2)',scale=${width}:${Math.floor(height / 10)}:flags=neighbor,format=yuv420p`;
  const graph = `testsrc2=size=${width}x${height}:rate=25,format=yuv420p[a];${fields}[b];[a][b]overlay=0:0:shortest=1`;
  ffmpeg(['-filter_complex', graph, ...length, '-c:v', 'libx264', '-preset', 'veryfast', ...encoder, '-pix_fmt', 'yuv420p', file]);
}

/** In the page: the number that the picture on the canvas carries, null where there is none. */
export function readNumber(bits) {
  const picture = document.querySelector('[role=application] canvas');
  const context = picture.getContext('2d');
  const { width, height } = picture;
  const column = context.getImageData(Math.floor(width / 2), 0, 1, height).data;
  let top = 0;
  while (top < height && column[4 * top + 3] === 0) ++top;
  const line = context.getImageData(0, Math.min(height - 1, top + 8), width, 1).data;
  let left = 0;
  let right = width - 1;
  while (left < width && line[4 * left + 3] === 0) ++left;
  while (right > left && line[4 * right + 3] === 0) --right;
  if (right - left < 100) return null;
  let number = 0;
  for (let i = 0; i < bits; ++i) if (line[4 * Math.floor(left + ((i + 0.5) * (right - left)) / bits)] > 128) number |= 1 << i;
  return number;
}
