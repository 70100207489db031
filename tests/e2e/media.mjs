// Pictures and videos that browser tests make for themselves.
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
