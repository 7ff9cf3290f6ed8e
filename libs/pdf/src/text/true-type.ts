/** A drawing command in font units; quadratic curves as TrueType has them. */
export type OutlineCommand =
  { kind: 'move' | 'line'; x: number; y: number } | { kind: 'quad'; cx: number; cy: number; x: number; y: number } | { kind: 'close' };

/** A point of a TrueType contour; off-curve points are quadratic control points. */
export interface ContourPoint {
  x: number;
  y: number;
  on: boolean;
}

const COMPONENT_WORDS = 0x0001;
const COMPONENT_XY = 0x0002;
const COMPONENT_SCALE = 0x0008;
const COMPONENT_MORE = 0x0020;
const COMPONENT_SCALE_XY = 0x0040;
const COMPONENT_MATRIX = 0x0080;

/** Reads what PDF embedding and outlines need from a TrueType file (OpenType tables head, hhea, hmtx, cmap, glyf, loca). */
export class TrueTypeFile {
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly boundingBox: readonly [number, number, number, number];
  readonly glyphCount: number;
  readonly #tables = new Map<string, Buffer>();
  readonly #longOffsets: boolean;
  readonly #metricCount: number;
  readonly #characters: Map<number, number>;

  constructor(data: Buffer) {
    const count = data.readUInt16BE(4);
    for (let i = 0; i < count; i++) {
      const at = 12 + i * 16;
      const offset = data.readUInt32BE(at + 8);
      this.#tables.set(data.toString('latin1', at, at + 4), data.subarray(offset, offset + data.readUInt32BE(at + 12)));
    }
    const head = this.#table('head');
    this.unitsPerEm = head.readUInt16BE(18);
    this.boundingBox = [head.readInt16BE(36), head.readInt16BE(38), head.readInt16BE(40), head.readInt16BE(42)];
    this.#longOffsets = head.readInt16BE(50) === 1;
    const hhea = this.#table('hhea');
    this.ascent = hhea.readInt16BE(4);
    this.descent = hhea.readInt16BE(6);
    this.#metricCount = hhea.readUInt16BE(34);
    this.glyphCount = this.#table('maxp').readUInt16BE(4);
    this.#characters = readCharacterMap(this.#table('cmap'));
  }

  /** Glyph of a code point, or undefined where the font has none. */
  glyphOf(codePoint: number): number | undefined {
    return this.#characters.get(codePoint);
  }

  /** Advance width in font units. */
  advance(glyphId: number): number {
    return this.#table('hmtx').readUInt16BE(Math.min(glyphId, this.#metricCount - 1) * 4);
  }

  /** Outline in font units, y upwards. */
  outline(glyphId: number): OutlineCommand[] {
    return this.#contours(glyphId, 0).flatMap(contourCommands);
  }

  /** Closed contours in font units, y upwards; composite glyphs come assembled. */
  contours(glyphId: number): ContourPoint[][] {
    return this.#contours(glyphId, 0);
  }

  #table(tag: string): Buffer {
    const table = this.#tables.get(tag);
    if (!table) throw new Error(`font without a ${tag} table`);
    return table;
  }

  #glyph(id: number): Buffer {
    const loca = this.#table('loca');
    const at = (i: number): number => (this.#longOffsets ? loca.readUInt32BE(i * 4) : loca.readUInt16BE(i * 2) * 2);
    return this.#table('glyf').subarray(at(id), at(id + 1));
  }

  #components(id: number): { glyphId: number; matrix: [number, number, number, number, number, number] }[] {
    const data = this.#glyph(id);
    if (data.length < 10 || data.readInt16BE(0) >= 0) return [];
    const found: { glyphId: number; matrix: [number, number, number, number, number, number] }[] = [];
    let at = 10;
    let flags = COMPONENT_MORE;
    while (flags & COMPONENT_MORE) {
      flags = data.readUInt16BE(at);
      const glyphId = data.readUInt16BE(at + 2);
      at += 4;
      const words = flags & COMPONENT_WORDS;
      const [dx, dy] = words ? [data.readInt16BE(at), data.readInt16BE(at + 2)] : [data.readInt8(at), data.readInt8(at + 1)];
      at += words ? 4 : 2;
      const fixed = (): number => data.readInt16BE((at += 2) - 2) / 16_384;
      let matrix: [number, number, number, number] = [1, 0, 0, 1];
      if (flags & COMPONENT_SCALE) {
        const scale = fixed();
        matrix = [scale, 0, 0, scale];
      } else if (flags & COMPONENT_SCALE_XY) matrix = [fixed(), 0, 0, fixed()];
      else if (flags & COMPONENT_MATRIX) matrix = [fixed(), fixed(), fixed(), fixed()];
      found.push({ glyphId, matrix: [...matrix, flags & COMPONENT_XY ? dx : 0, flags & COMPONENT_XY ? dy : 0] });
    }
    return found;
  }

  #contours(id: number, depth: number): ContourPoint[][] {
    const data = this.#glyph(id);
    if (data.length < 10 || depth > 6) return [];
    if (data.readInt16BE(0) >= 0) return readSimpleGlyph(data);
    return this.#components(id).flatMap(({ glyphId, matrix: [a, b, c, d, e, f] }) =>
      this.#contours(glyphId, depth + 1).map((contour) =>
        contour.map((p) => ({ x: a * p.x + c * p.y + e, y: b * p.x + d * p.y + f, on: p.on })),
      ),
    );
  }
}

function readSimpleGlyph(data: Buffer): ContourPoint[][] {
  const contourCount = data.readInt16BE(0);
  const ends = Array.from({ length: contourCount }, (_, i) => data.readUInt16BE(10 + i * 2));
  const pointCount = (ends.at(-1) ?? -1) + 1;
  let at = 10 + contourCount * 2;
  at += 2 + data.readUInt16BE(at);
  const flags: number[] = [];
  while (flags.length < pointCount) {
    const flag = data.readUInt8(at++);
    const times = flag & 8 ? data.readUInt8(at++) + 1 : 1;
    for (let i = 0; i < times; i++) flags.push(flag);
  }
  const axis = (short: number, same: number): number[] => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? data.readUInt8(at++) : -data.readUInt8(at++);
      else if (!(flag & same)) {
        value += data.readInt16BE(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = axis(2, 16);
  const ys = axis(4, 32);
  const points = flags.map((flag, i) => ({ x: xs[i] ?? 0, y: ys[i] ?? 0, on: (flag & 1) === 1 }));
  return ends.map((end, i) => points.slice(i === 0 ? 0 : (ends[i - 1] ?? 0) + 1, end + 1));
}

/** Off-curve neighbours have an implied on-curve point half way (OpenType glyf, "Simple Glyph Description"). */
function contourCommands(points: ContourPoint[]): OutlineCommand[] {
  const middle = (a: ContourPoint, b: ContourPoint): ContourPoint => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, on: true });
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return [];
  const start = first.on ? first : last.on ? last : middle(first, last);
  const rest = first.on ? points.slice(1) : last.on ? points.slice(0, -1) : points;
  const commands: OutlineCommand[] = [{ kind: 'move', x: start.x, y: start.y }];
  let control: ContourPoint | undefined;
  for (const point of [...rest, start]) {
    if (point.on) {
      commands.push(
        control ? { kind: 'quad', cx: control.x, cy: control.y, x: point.x, y: point.y } : { kind: 'line', x: point.x, y: point.y },
      );
      control = undefined;
    } else {
      if (control) {
        const end = middle(control, point);
        commands.push({ kind: 'quad', cx: control.x, cy: control.y, x: end.x, y: end.y });
      }
      control = point;
    }
  }
  return [...commands, { kind: 'close' }];
}

/** Formats 4 (BMP) and 12 (all of Unicode), which is what web fonts carry. */
function readCharacterMap(cmap: Buffer): Map<number, number> {
  const map = new Map<number, number>();
  const count = cmap.readUInt16BE(2);
  for (let i = 0; i < count; i++) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + i * 8 + 4));
    const format = table.readUInt16BE(0);
    if (format === 12) {
      for (let g = 0; g < table.readUInt32BE(12); g++) {
        const at = 16 + g * 12;
        const [from, to, glyph] = [table.readUInt32BE(at), table.readUInt32BE(at + 4), table.readUInt32BE(at + 8)];
        for (let code = from; code <= to; code++) map.set(code, glyph + code - from);
      }
    } else if (format === 4) readFormat4(table, map);
  }
  return map;
}

function readFormat4(table: Buffer, map: Map<number, number>): void {
  const doubled = table.readUInt16BE(6);
  for (let segment = 0; segment < doubled; segment += 2) {
    const end = table.readUInt16BE(14 + segment);
    const start = table.readUInt16BE(16 + doubled + segment);
    const delta = table.readUInt16BE(16 + doubled * 2 + segment);
    const rangeAt = 16 + doubled * 3 + segment;
    const range = table.readUInt16BE(rangeAt);
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const raw = range === 0 ? code : table.readUInt16BE(rangeAt + range + (code - start) * 2);
      const glyph = range !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0 && !map.has(code)) map.set(code, glyph);
    }
  }
}
