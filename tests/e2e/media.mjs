// Pictures and videos that browser tests make for themselves.
import { execFileSync } from 'node:child_process';

/** Runs ffmpeg; `input` is what it reads where it is told to read "-". */
export const ffmpeg = (args, input) => execFileSync('ffmpeg', ['-loglevel', 'error', '-y', ...args], { input });

/** Makes one picture of what a source of ffmpeg's shows, and gives its path. */
export function picture(path, source, ...more) {
  ffmpeg(['-f', 'lavfi', '-i', source, '-frames:v', '1', ...more, path]);
  return path;
}
