import type { RawAnswer } from '../../support/api-client.js';
import { textOf } from '../../support/papers.js';
import type { Client } from '../../wire/annotation-world.js';
import { tokensIn } from './http-walk.js';

/**
 * All one person notices, in order, without what is another one in every run: an id is named by the place where it first
 * appeared, a time is a time. Lengths stay, but for those of prepared papers: a file carries random marks of its own,
 * and how well they are written differs by a byte or two, whatever else is there.
 */
export class Transcript {
  readonly lines: string[] = [];
  readonly #ids = new Map<string, string>();

  async answer(what: string, answer: RawAnswer): Promise<void> {
    const { status, headers, text } = answer;
    const type = headers.get('content-type') ?? '';
    const head = [...headers].filter(([name]) => !['date', 'x-request-id', 'etag', 'set-cookie'].includes(name));
    // The picture of a page carries the minute it was made at; how well that is compressed differs.
    // So is the fraction of the second in a token written with more or fewer digits.
    const loose = type === 'image/png' || text.includes('eyJ');
    const kept = loose ? head.filter(([name]) => name !== 'content-length') : head;
    const body = type.startsWith('application/pdf')
      ? `${text.length} bytes: ${await textOf(Buffer.from(text, 'latin1'))}`
      : type === 'image/png'
        ? 'a picture'
        : Buffer.from(text, 'latin1').toString('utf8');
    const tokens = tokensIn(body).map((token) => token.replaceAll(/"(iat|exp)":[\d.]+/g, '"$1":0'));
    const plain = body.replaceAll(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g, 'token');
    const tag = (loose ? 'loose' : headers.get('etag')?.replace(/^(W\/"[0-9a-f]+-)[^"]+/, '$1')) ?? 'none';
    this.#say(what, `${status} ${kept.map(([name, value]) => `${name}: ${value}`).join('; ')}; tag ${tag}\n${plain}\n${tokens.join('\n')}`);
  }

  said(what: string, value: unknown): void {
    this.#say(what, JSON.stringify(value));
  }

  /** Every frame since the last time. */
  frames(what: string, client: Client): void {
    for (const { name, notice } of client.frames.splice(0)) this.#say(what, `${name} ${JSON.stringify(notice)}`);
  }

  #say(what: string, text: string): void {
    const plain = text
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
        const name = this.#ids.get(id) ?? `id ${this.#ids.size + 1}`;
        this.#ids.set(id, name);
        return name;
      })
      .replaceAll(/("size":|content-length: |^)3\d{4}( bytes:)?/gm, '$1about 35 000$2')
      .replaceAll(/20\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?( ?(Z|UTC))?/g, 'time');
    this.lines.push(`${what}: ${plain}`);
  }
}
