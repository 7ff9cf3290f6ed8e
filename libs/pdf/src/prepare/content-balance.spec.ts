import { contentBalance } from './content-balance.js';

const balance = (content: string) => contentBalance(Buffer.from(content, 'latin1'));

describe('content balance', () => {
  it.each([
    ['q 1 0 0 1 0 0 cm Q', { underflow: 0, net: 0, openText: undefined }],
    ['q q Q', { underflow: 0, net: 1, openText: undefined }],
    ['Q q', { underflow: 1, net: 0, openText: undefined }],
    ['Q Q', { underflow: 2, net: -2, openText: undefined }],
    ['BT (q Q \\) Q) Tj ET', { underflow: 0, net: 0, openText: false }],
    ['BT /q 12 Tf', { underflow: 0, net: 0, openText: true }],
    ['% Q Q Q\nq Q', { underflow: 0, net: 0, openText: undefined }],
    ['<51 51> Tj [(Q)] TJ', { underflow: 0, net: 0, openText: undefined }],
    ['BI /W 1 ID Q Q Q\nEI q Q', { underflow: 0, net: 0, openText: undefined }],
    ['<< /Q 1 >> BDC q EMC Q', { underflow: 0, net: 0, openText: undefined }],
  ])('%s', (content, expected) => expect(balance(content)).toEqual(expected));
});
