import { reportViolation } from '@app/contracts';
import { violationsOf } from './violation.js';

const read = (report: unknown) => violationsOf(reportViolation.body.parse(report));

describe('a violation, as it is logged', () => {
  const kept = { directive: 'script-src-elem', blocked: 'https://evil.test', page: '/meetings/1', source: '/assets/index.js', line: 7 };

  it('is the same from either form, without queries, fragments, samples and markup', () => {
    const legacy = {
      'csp-report': {
        'document-uri': 'https://majlis.test/meetings/1?q=SECRET#SECRET',
        'effective-directive': 'script-src-elem',
        'violated-directive': 'script-src-elem',
        'blocked-uri': 'https://evil.test/SECRET?SECRET',
        'source-file': 'https://majlis.test/assets/index.js?SECRET',
        'line-number': 7,
        'script-sample': 'SECRET',
        'original-policy': 'SECRET',
        referrer: 'SECRET',
      },
    };
    const modern = [
      {
        type: 'csp-violation',
        age: 5,
        url: 'https://majlis.test/SECRET',
        user_agent: 'SECRET',
        body: {
          documentURL: 'https://majlis.test/meetings/1?q=SECRET#SECRET',
          effectiveDirective: 'script-src-elem',
          blockedURL: 'https://evil.test/SECRET?SECRET',
          sourceFile: 'https://majlis.test/assets/index.js?SECRET',
          lineNumber: 7,
          sample: 'SECRET',
        },
      },
    ];
    expect(read(legacy)).toEqual([kept]);
    expect(read(modern)).toEqual([kept]);
  });

  it.each([
    ['inline', 'inline'],
    ['trusted-types-sink', 'trusted-types-sink'],
    ['data', 'data'],
    ['data:text/html,SECRET', 'data:'],
    ['blob:https://majlis.test/0198f000', 'https://majlis.test'],
    ['SECRET words\n{"level":50}', '?'],
    ['', '?'],
  ])('names what was blocked by its kind: %j', (blocked, said) => {
    expect(read({ 'csp-report': { 'blocked-uri': blocked } })[0]?.blocked).toBe(said);
  });

  it('is short, whatever was sent', () => {
    const [one] = read({
      'csp-report': { 'document-uri': `https://majlis.test/${'a'.repeat(1900)}`, 'effective-directive': 'a'.repeat(1900) },
    });
    expect(JSON.stringify(one).length).toBeLessThan(400);
  });

  it.each([
    {},
    [],
    { 'csp-report': {}, more: 1 },
    { 'csp-report': { 'line-number': 'x' } },
    { 'csp-report': { cookie: 'x' } },
    { 'csp-report': { 'blocked-uri': 'x'.repeat(5000) } },
    [{ type: 'deprecation', body: {} }],
    Array.from({ length: 21 }, () => ({ type: 'csp-violation', body: {} })),
  ])('is refused when it is none: %#', (report) => {
    expect(reportViolation.body.safeParse(report).success).toBe(false);
  });
});
