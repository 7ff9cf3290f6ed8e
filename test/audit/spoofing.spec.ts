import {
  annotationFromClient,
  conferenceFromClient,
  endpoints,
  type EndpointContract,
  type MessageContract,
  UNSAFE_TEXT,
  uploadDetailsSchema,
} from '@app/contracts';
import fc from 'fast-check';
import type { z } from 'zod';
import { cleanFileName, titleFrom } from '../../apps/agenda/src/documents/receive-upload.js';
import { texts } from '../support/loose-objects.js';

/** Texts that are compared or forwarded to programs and never shown to anybody. A new one is a decision, and shows here. */
const NEVER_SHOWN = [
  /^reportViolation body/, // logged by the words it is known by (violation.spec.ts)
  'signInAsPersona body.persona',
  'signInWithPassword body.login',
  'signInWithPassword body.password',
  'finishEnrolment body.password<optional 0>',
  /^changePassword body\.(old|next)$/,
  /^finishOidc body/, // what the identity provider sent back
  /^(producer-create|producer:create|transport:connect|transport:create|room:enter|consumer:create) payload/, // parameters of WebRTC
];
const isShown = (name: string) => !NEVER_SHOWN.some((one) => (typeof one === 'string' ? one === name : one.test(name)));

const inputs: [string, z.ZodType][] = [
  ...Object.entries<EndpointContract>(endpoints).flatMap(([name, { params, query, body }]): [string, z.ZodType][] => [
    [`${name} params`, params],
    [`${name} query`, query],
    [`${name} body`, body],
  ]),
  ['uploadDocument details', uploadDetailsSchema],
  ...[annotationFromClient, conferenceFromClient].flatMap((table) =>
    Object.entries<MessageContract>(table).map(([name, { payload }]): [string, z.ZodType] => [`${name} payload`, payload]),
  ),
];
const taken = inputs.flatMap(([name, schema]) => texts(schema).map((text) => ({ name: name + text.path, schema: text.schema })));

/** Controls of direction and of nothing visible, among letters of both scripts, digits, brackets and joiners. */
const character = fc.oneof(
  fc.constantFrom(
    ...Array.from('\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u2060\u206a\ufeff\ufff9\0\u001b\u0085\n\t'),
  ),
  fc.constantFrom('\u{e0041}', '\u{e007f}', '\u200c', '\u200d'),
  fc.constantFrom(...Array.from('abc1(.)ابج٣/\\ ')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const hostile = fc.array(character, { minLength: 1, maxLength: 30 }).map((characters) => characters.join(''));
const unsafe = (text: unknown) => String(text).replaceAll('\n', '').match(UNSAFE_TEXT);

describe('P47 nothing that is shown can reorder or hide what it says', () => {
  it.each(taken.filter(({ name }) => isShown(name)))('$name', ({ schema }) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const parsed = schema.safeParse(text);
        if (parsed.success) expect(unsafe(parsed.data)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('titles are among them, and take every letter', () => {
    const names = taken.map(({ name }) => name).filter(isShown);
    expect(names).toEqual(
      expect.arrayContaining([
        'createMeeting body.title.ar',
        'addItem body.coverTitle.en',
        'uploadDocument details.title<optional 0>',
        'search query.q',
      ]),
    );
    const title = taken.find(({ name }) => name === 'createMeeting body.title.ar');
    expect(title?.schema.parse(' ميزانية\u202e 2026 (\u2066خ\u2069)\nA ')).toBe('ميزانية 2026 ( خ ) A');
  });

  it('a text that is taken as it comes would be found', () => {
    const raw = texts(endpoints.signInAsPersona.body)[0]?.schema;
    expect(unsafe(raw?.parse('a\u202eb'))).not.toBeNull();
  });

  it('names of files, and the titles made of them', () => {
    fc.assert(
      fc.property(fc.option(hostile, { nil: undefined }), (name) => {
        const clean = cleanFileName(name);
        expect([clean, titleFrom(clean)].filter((text) => unsafe(text) ?? /[\n/\\]/.test(text))).toEqual([]);
        expect(clean.length * titleFrom(clean).length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
    expect(cleanFileName('invoice_\u202efdp.exe')).toBe('invoice_fdp.exe');
  });
});
