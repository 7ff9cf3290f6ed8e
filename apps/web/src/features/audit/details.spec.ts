import {
  AUDIT_FIELD_NAMES,
  auditFilterSchema,
  editAccount,
  editDocument,
  editItem,
  editMeeting,
  editSite,
  errorCodeSchema,
  signInMethodSchema,
} from '@app/contracts';
import { makeI18n, wordIn } from '../../i18n';
import { detailsOf } from './details';

const ID = '0198f000-0000-7000-8000-000000000000';
const english = makeI18n('en', 'latn');
const arabic = makeI18n('ar', 'arab');
const of = (data: Record<string, unknown>, i18n = english) => detailsOf({ data }, i18n, 'Asia/Bahrain');
const facts = (data: Record<string, unknown>, i18n = english) => of(data, i18n).facts.map(({ name, text }) => `${name}: ${text}`);

describe('what an entry of the trail holds', () => {
  it('is read in words, in the language of the reader', () => {
    const data = { objectId: ID, reasons: ['clearance', 'list'], object: 'document', action: 'document.read' };
    expect(facts(data)).toEqual([
      'Action: read the paper',
      'About: a paper',
      'Refused because: the level is above his clearance, not on the list',
    ]);
    expect(facts(data, arabic)).toEqual(['الفعل: قراءة الوثيقة', 'عن: وثيقة', 'سبب الرفض: الدرجة أعلى من تصريحه، ليس في القائمة']);
    expect(facts({ method: 'passkey', assurance: 2, ceiling: 3, site: 'BH' })).toEqual([
      'Sign-in by: Passkey',
      'Strength: strong',
      'Ceiling: Secret',
      'Site: Manama',
    ]);
    expect(facts({ part: '50+20' })).toEqual(['Part: 20 bytes from 50']);
    expect(facts({ part: 'page 3' }, arabic)).toEqual(['الجزء: الصفحة ٣']);
  });

  it('says how many requests an entry stands for', () => {
    const data = { endpoint: 'GET /api/meetings', code: 'not_signed_in', count: 119 };
    expect(facts(data)).toEqual(expect.arrayContaining(['Request: GET /api/meetings', 'Count: 119']));
    expect(facts(data, arabic)).toEqual(expect.arrayContaining(['العدد: ١١٩']));
    expect(facts({ scope: 'passkey-network', attempts: 99 })).toEqual(['Counted by: passkey-network', 'Attempts: 99']);
  });

  it('shows a label as a label, keeps ids apart, and leaves nothing out', () => {
    const label = { level: 2, caveats: ['NET'], releasableTo: ['BH'], originator: 'BH' };
    const { facts: seen, ids } = of({ label, documentId: ID, sha256: 'ab', foreign: { a: 1 }, endpoint: 'GET /api/x' });
    expect(seen.map(({ name, raw, label: shown }) => [name, raw, shown?.level ?? null])).toEqual([
      ['Classification', true, 2],
      ['Request', true, null],
      ['foreign', true, null],
    ]);
    expect(ids.map(({ text }) => text)).toEqual([ID, 'ab']);
  });

  it('says what an empty field means, and omits one that means nothing', () => {
    expect(facts({ readers: null, site: null, reasons: [] })).toEqual(['The list: everybody the label allows']);
    expect(facts({ readers: [] })).toEqual(['The list: nobody']);
    expect(facts({ until: null, validUntil: null })).toEqual(['Valid until: no end', 'Until: the embargo ended']);
  });

  it('shows a code without words as it stands, whatever it is', () => {
    for (const field of AUDIT_FIELD_NAMES)
      for (const value of ['unheard of', 7, { a: 1 }, ['x']]) expect(() => of({ [field]: value })).not.toThrow();
    expect(facts({ why: 'unheard of' })).toEqual(['Cause: unheard of']);
  });

  it('has words for every field somebody can change or filter by, every error and every way to sign in', () => {
    const bodies = [editAccount, editDocument, editItem, editMeeting, editSite].map(({ body }) => body);
    const keys = [...bodies, auditFilterSchema].flatMap((schema) => Object.keys(shapeOf(schema)));
    expect(keys.length).toBeGreaterThan(15);
    expect(keys.filter((key) => wordIn(english.t, 'auditChange', key) === null)).toEqual([]);
    expect(errorCodeSchema.options.filter((code) => wordIn(english.t, 'errorWhat', code) === null)).toEqual([]);
    expect(signInMethodSchema.options.filter((method) => wordIn(english.t, 'security', `method_${method}`) === null)).toEqual([]);
  });
});

const shapeOf = (schema: unknown) => (schema as { shape: Record<string, unknown> }).shape;
