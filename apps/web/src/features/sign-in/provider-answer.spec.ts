import { readProviderAnswer } from './provider-answer';

describe('readProviderAnswer', () => {
  it('takes code, state and issuer', () => {
    expect(readProviderAnswer('?code=c&state=s&iss=https%3A%2F%2Fid.example')).toEqual({
      code: 'c',
      state: 's',
      iss: 'https://id.example',
    });
    expect(readProviderAnswer('?code=c&state=s')).toEqual({ code: 'c', state: 's' });
  });

  it.each([
    '',
    '?code=c',
    '?state=s',
    '?code=&state=s',
    '?code=a&code=b&state=s',
    '?code=c&state=s&state=t',
    '?error=access_denied&state=s',
    '?code=c&state=s&error=x',
  ])('takes nothing from %p', (search) => {
    expect(readProviderAnswer(search)).toBeNull();
  });
});
