import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * A thin, synchronous binding to the HarfBuzz build of `harfbuzzjs`.
 *
 * The package's own entry is an ES module with top-level await, which makes every caller asynchronous and cannot be
 * loaded as CommonJS by the tests. Its wasm exports carry HarfBuzz's real names, and six calls are all we need.
 */

/** One glyph as HarfBuzz returns it; distances in font units. */
export interface ShapedGlyph {
  glyphId: number;
  /** UTF-16 index into the text that was shaped. */
  cluster: number;
  xAdvance: number;
  xOffset: number;
  yOffset: number;
}

/** A font registered with HarfBuzz; lives as long as the process (fonts are few and shared). */
export interface ShaperFont {
  readonly pointer: number;
  readonly unitsPerEm: number;
}

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** The server's type library has no DOM; this is the part of the standard object that is used here. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (
    module: object,
    imports: Record<string, Record<string, (...parameters: number[]) => unknown>>,
  ) => { readonly exports: Record<string, unknown> };
}

type WasmFunction = (...parameters: number[]) => number;

const DIRECTION = { ltr: 4, rtl: 5 } as const;
const MEMORY_MODE_WRITABLE = 2;
const BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES = 8;
const BUFFER_FLAG_NO_DOTTED_CIRCLE = 16;
/** Bytes of hb_glyph_info_t and hb_glyph_position_t alike. */
const RECORD = 20;
const WASM_PAGE = 65_536;

class HarfBuzz {
  readonly #memory: WasmMemory;
  readonly #calls: Record<string, WasmFunction>;
  readonly #languages = new Map<string, number>();

  constructor() {
    const path = createRequire(import.meta.url).resolve('harfbuzzjs/dist/harfbuzz.wasm');
    const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
    const abort = (): never => {
      throw new Error('HarfBuzz aborted');
    };
    const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(path)), {
      env: {
        _abort_js: abort,
        _emscripten_runtime_keepalive_clear: () => undefined,
        _setitimer_js: () => 0,
        emscripten_resize_heap: (wanted = 0) => {
          const missing = (wanted >>> 0) - this.#memory.buffer.byteLength;
          if (missing > 0) this.#memory.grow(Math.ceil(missing / WASM_PAGE));
          return 1;
        },
      },
      wasi_snapshot_preview1: { proc_exit: abort },
    });
    this.#memory = instance.exports.memory as WasmMemory;
    this.#calls = instance.exports as Record<string, WasmFunction>;
    this.#optionalCall('_initialize');
  }

  createFont(data: Uint8Array): ShaperFont {
    const pointer = this.#call('malloc', data.length);
    this.#bytes().set(data, pointer);
    const blob = this.#call('hb_blob_create', pointer, data.length, MEMORY_MODE_WRITABLE, 0, 0);
    const face = this.#call('hb_face_create', blob, 0);
    const unitsPerEm = this.#call('hb_face_get_upem', face);
    const font = this.#call('hb_font_create', face);
    this.#call('hb_font_set_scale', font, unitsPerEm, unitsPerEm);
    return { pointer: font, unitsPerEm };
  }

  /** Shapes `text[start, end)`; the rest of the text is context, so letters join across run borders as they should. */
  shape(
    font: ShaperFont,
    text: string,
    start: number,
    end: number,
    options: { direction: 'rtl' | 'ltr'; script: string; language: string },
  ): ShapedGlyph[] {
    const buffer = this.#call('hb_buffer_create');
    try {
      const units = this.#call('malloc', text.length * 2 + 2);
      const view = new Uint16Array(this.#memory.buffer, units, text.length);
      for (let i = 0; i < text.length; i++) view[i] = text.charCodeAt(i);
      this.#call('hb_buffer_add_utf16', buffer, units, text.length, start, end - start);
      this.#call('free', units);
      this.#call('hb_buffer_set_direction', buffer, DIRECTION[options.direction]);
      this.#call('hb_buffer_set_script', buffer, tag(options.script));
      this.#call('hb_buffer_set_language', buffer, this.#language(options.language));
      this.#call('hb_buffer_set_flags', buffer, BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES | BUFFER_FLAG_NO_DOTTED_CIRCLE);
      this.#call('hb_shape', font.pointer, buffer, 0, 0);
      return this.#read(buffer);
    } finally {
      this.#call('hb_buffer_destroy', buffer);
    }
  }

  #read(buffer: number): ShapedGlyph[] {
    const count = this.#call('hb_buffer_get_length', buffer);
    const infos = this.#call('hb_buffer_get_glyph_infos', buffer, 0);
    const positions = this.#call('hb_buffer_get_glyph_positions', buffer, 0);
    const view = new DataView(this.#memory.buffer);
    return Array.from({ length: count }, (_, i) => ({
      glyphId: view.getUint32(infos + i * RECORD, true),
      cluster: view.getUint32(infos + i * RECORD + 8, true),
      xAdvance: view.getInt32(positions + i * RECORD, true),
      xOffset: view.getInt32(positions + i * RECORD + 8, true),
      yOffset: view.getInt32(positions + i * RECORD + 12, true),
    }));
  }

  #language(code: string): number {
    const known = this.#languages.get(code);
    if (known !== undefined) return known;
    const pointer = this.#call('malloc', code.length + 1);
    this.#bytes().set(Buffer.from(`${code}\0`, 'latin1'), pointer);
    const language = this.#call('hb_language_from_string', pointer, -1);
    this.#call('free', pointer);
    this.#languages.set(code, language);
    return language;
  }

  #bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer);
  }

  #call(name: string, ...parameters: number[]): number {
    const call = this.#calls[name];
    if (!call) throw new Error(`HarfBuzz build without ${name}`);
    return call(...parameters);
  }

  #optionalCall(name: string): void {
    this.#calls[name]?.();
  }
}

function tag(name: string): number {
  return Buffer.from(name.padEnd(4).slice(0, 4), 'latin1').readUInt32BE(0);
}

let shared: HarfBuzz | undefined;

/** The one HarfBuzz instance of this process, made on first use. */
export function harfBuzz(): Pick<HarfBuzz, 'createFont' | 'shape'> {
  shared ??= new HarfBuzz();
  return shared;
}
