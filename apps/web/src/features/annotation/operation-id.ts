/**
 * A UUIDv7: 48 bits of time, then random. Time first, so that strokes sort by when they were made on every device.
 * Within a millisecond a counter keeps the order.
 */
let lastTime = 0;
let counter = 0;

export function newOperationId(now: number = Date.now()): string {
  if (now > lastTime) {
    lastTime = now;
    counter = crypto.getRandomValues(new Uint8Array(1))[0] ?? 0; // room for thousands more in the same millisecond
  } else if ((counter += 1) > 0xfff) {
    lastTime += 1;
    counter = 0;
  }
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
  const hex = (value: number, length: number) => value.toString(16).padStart(length, '0');
  const time = hex(lastTime, 12);
  const tail = [...random].map((byte) => hex(byte, 2)).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
