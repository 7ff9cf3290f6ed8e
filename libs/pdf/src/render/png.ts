import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const TRUE_COLOUR = 2;
/** Difference to the pixel before: pays on paper, where most pixels repeat (PNG §9.2, filter type 1). */
const FILTER_SUB = 1;

/**
 * Encodes opaque pixels as PNG (W3C PNG, second edition).
 *
 * @param pixels four bytes a pixel, rows from the top, red first; the fourth byte is ignored
 */
export function encodePng(pixels: Uint8Array, width: number, height: number): Buffer {
  const stride = width * 3;
  const rows = Buffer.alloc((stride + 1) * height);
  for (let y = 0, at = 0, from = 0; y < height; y++) {
    rows[at++] = FILTER_SUB;
    let [red, green, blue] = [0, 0, 0];
    for (let x = 0; x < width; x++, from += 4) {
      const [r = 0, g = 0, b = 0] = [pixels[from], pixels[from + 1], pixels[from + 2]];
      rows[at++] = r - red;
      rows[at++] = g - green;
      rows[at++] = b - blue;
      [red, green, blue] = [r, g, b];
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, TRUE_COLOUR, 0, 0, 0], 8);
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 4 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
