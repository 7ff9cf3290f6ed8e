import { IntlMessageFormat } from 'intl-messageformat';
import { catalogues } from './catalogue';

const ARABIC_FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'];

type Ast = ReturnType<IntlMessageFormat['getAst']>;
interface Found {
  args: Set<string>;
  plurals: string[][];
}

function look(elements: Ast, found: Found = { args: new Set(), plurals: [] }): Found {
  for (const element of elements) {
    // Literals carry a value too; only arguments have a place to put one in.
    if (Number(element.type) !== LITERAL && 'value' in element) found.args.add(element.value);
    if (!('options' in element)) continue;
    if ('pluralType' in element) found.plurals.push(Object.keys(element.options));
    for (const option of Object.values(element.options)) look(option.value, found);
  }
  return found;
}

const LITERAL = 0;
const read = (language: string, message: string) => look(new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst());
const messages = Object.entries(catalogues.ar).flatMap(([area, keys]) => Object.keys(keys).map((key) => ({ area, key })));

describe('catalogues', () => {
  it('hold the same keys in both languages', () => {
    for (const [area, keys] of Object.entries(catalogues.ar)) {
      expect(Object.keys(catalogues.en[area] ?? {}).sort()).toEqual(Object.keys(keys).sort());
    }
    expect(Object.keys(catalogues.en).sort()).toEqual(Object.keys(catalogues.ar).sort());
  });

  it.each(messages)('$area.$key: parses, same arguments, all Arabic plural forms', ({ area, key }) => {
    const ar = catalogues.ar[area]?.[key] ?? '';
    const en = catalogues.en[area]?.[key] ?? '';
    expect(ar.trim()).not.toBe('');
    expect(en.trim()).not.toBe('');
    const arabic = read('ar', ar);
    const english = read('en', en);
    expect([...english.args].sort()).toEqual([...arabic.args].sort());
    for (const forms of arabic.plurals) expect(forms).toEqual(expect.arrayContaining(ARABIC_FORMS));
    for (const forms of english.plurals) expect(forms).toEqual(expect.arrayContaining(['one', 'other']));
    expect(english.plurals).toHaveLength(arabic.plurals.length);
  });
});
