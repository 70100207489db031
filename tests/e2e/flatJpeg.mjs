// A JPEG of any size whose squares of 8 x 8 pixels have one colour each, written without ever holding its pixels.

// Huffman codes of how many bits a difference has (the standard's table for lightness): [code, length] by number of bits.
const SIZES = [[0b00, 2], [0b010, 3], [0b011, 3], [0b100, 3], [0b101, 3], [0b110, 3], [0b1110, 4], [0b11110, 5], [0b111110, 6]];
const LENGTHS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];

const segment = (marker, bytes) => Buffer.from([0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255, ...bytes]);

/** `colourOf(column, row)` gives red, green and blue of a square. */
export function flatJpeg(width, height, colourOf) {
  const columns = Math.ceil(width / 8);
  const rows = Math.ceil(height / 8);
  const head = Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, [0, ...Array(64).fill(8)]), // by 8, the mean of a square stands for itself
    segment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]),
    segment(0xc4, [0x00, ...LENGTHS, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    segment(0xc4, [0x10, 1, ...Array(15).fill(0), 0]), // one code: nothing but the mean
    segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
  ]);
  const body = Buffer.alloc(columns * rows * 12 + 16);
  let at = 0;
  let bits = 0;
  let count = 0;
  const put = (value, length) => {
    bits = ((bits << length) | value) & 0xffffff;
    count += length;
    while (count >= 8) {
      const byte = (bits >> (count - 8)) & 255;
      body[at++] = byte;
      if (byte === 0xff) body[at++] = 0;
      count -= 8;
    }
  };
  const last = [0, 0, 0];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [r, g, b] = colourOf(column, row);
      const means = [0.299 * r + 0.587 * g + 0.114 * b - 128, -0.168736 * r - 0.331264 * g + 0.5 * b, 0.5 * r - 0.418688 * g - 0.081312 * b];
      for (let i = 0; i < 3; i += 1) {
        const mean = Math.max(-128, Math.min(127, Math.round(means[i])));
        const difference = mean - last[i];
        last[i] = mean;
        const size = 32 - Math.clz32(Math.abs(difference));
        put(...SIZES[size]);
        if (size) put(difference > 0 ? difference : difference + (1 << size) - 1, size);
        put(0, 1);
      }
    }
  }
  put(0x7f, 7);
  return Buffer.concat([head, body.subarray(0, at), Buffer.from([0xff, 0xd9])]);
}
