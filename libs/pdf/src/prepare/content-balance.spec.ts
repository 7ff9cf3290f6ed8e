import { contentBalance } from './content-balance.js';

describe('how far content may pop below its beginning', () => {
  it.each([
    ['q 1 0 0 1 0 0 cm Q', 0],
    ['q q Q', 0],
    ['Q q', 1],
    ['Q Q', 2],
    ['BT (q Q \\) Q) Tj ET', 0],
    ['% Q Q Q\nq Q', 0],
    ['<51 51> Tj [(Q)] TJ', 0],
    ['<< /Q 1 >> BDC q EMC Q', 0],
    ['<</A (> q q)>> BDC EMC Q Q', 2],
    // Not operators, so they open nothing.
    ['[q q] 0 d Q', 1],
    ['<< q q >> BDC Q', 1],
    ['[<<] >> q q Q Q', 2],
    // Two operators to pdf.js, one unknown word to others.
    ['QQ 1 0 0 rgQ', 3],
    // Readers disagree where the picture ends: the worst is taken.
    ['q BI /W 1 ID Q Q Q\nEI q Q', 4],
  ])('%s', (content, expected) => expect(contentBalance(Buffer.from(content, 'latin1')).underflow).toBe(expected));
});

describe('what closes the marked content it leaves open', () => {
  it.each([
    ['/P <</MCID 0>> BDC (x) Tj EMC', undefined],
    ['EMC /OC /L BDC', '\nEMC'],
    ['/OC /L BDC /OC /L BDC [EMC] EMC (a(b', '\n))\nEMC'],
    ['/OC /L BDC /A << [ <4', '>\n]\n>>\nEMC'],
    ['/OC /L BDC BI ID EMC', '\nEI\nEMC'],
  ])('%s', (content, expected) => expect(contentBalance(Buffer.from(content, 'latin1')).closing).toBe(expected));
});
