import { ERRORS, type ErrorCode, failureSchema } from '@app/contracts';
import { z } from 'zod';
import { AppError, notFound } from './app-error.js';
import { parseInput, toFailure } from './failure.js';

const CANARY = 'CANARY-91bd';

describe('toFailure', () => {
  it('keeps the code of our own errors, in the shape of the contract', () => {
    for (const code of Object.keys(ERRORS) as ErrorCode[]) {
      const failure = toFailure(new AppError(code), 'r1');
      expect(failure).toEqual({ error: { code, requestId: 'r1' } });
      expect(failureSchema.parse(failure)).toEqual(failure);
      expect(new AppError(code).status).toBe(ERRORS[code].status);
    }
  });

  it.each([
    ['an error', new Error(CANARY)],
    ['an error that looks like ours', Object.assign(new Error(CANARY), { code: 'not_found', status: 404, issues: [CANARY] })],
    ['a text', CANARY],
    ['an object', { code: 'conflict', message: CANARY }],
    ['nothing', undefined],
    ['null', null],
  ])('tells nothing of %s that was thrown', (_, thrown) => {
    expect(toFailure(thrown, 'r1')).toEqual({ error: { code: 'internal', requestId: 'r1' } });
  });

  it('leaves cause, message and stack behind', () => {
    const failure = toFailure(new AppError('conflict', [{ path: 'a.b', expected: 'a string' }], { cause: new Error(CANARY) }), 'r1');
    expect(failure).toEqual({ error: { code: 'conflict', requestId: 'r1', issues: [{ path: 'a.b', expected: 'a string' }] } });
  });

  it('says the same for missing and for forbidden', () => {
    expect(toFailure(notFound(), 'r1')).toEqual({ error: { code: 'not_found', requestId: 'r1' } });
  });
});

describe('parseInput', () => {
  const schema = z.strictObject({
    id: z.uuid(),
    nested: z.strictObject({ count: z.number() }),
    list: z.array(z.enum(['a', 'b'])).optional(),
  });
  const refused = (input: unknown, code?: 'message_invalid'): AppError => {
    try {
      parseInput(schema, input, code);
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
    throw new Error('was accepted');
  };

  it('gives back what fits', () => {
    const input = { id: '0198f000-0000-7000-8000-000000000000', nested: { count: 1 } };
    expect(parseInput(schema, input)).toEqual(input);
  });

  it('names the place and what was expected, never the value', () => {
    const error = refused({ id: CANARY, nested: { count: CANARY }, list: [CANARY] });
    expect([error.code, error.issues?.map(({ path }) => path)]).toEqual(['invalid_input', ['id', 'nested.count', 'list.0']]);
    expect(JSON.stringify(toFailure(error, 'r'))).not.toContain(CANARY);
    expect(error.issues?.[1]).toEqual({ path: 'nested.count', expected: 'a number' });
    expect(refused({}, 'message_invalid').code).toBe('message_invalid');
  });

  it('does not repeat names of members it does not know, which are values too', () => {
    const error = refused({ id: '0198f000-0000-7000-8000-000000000000', nested: { count: 1 }, [CANARY]: 1 });
    expect(JSON.stringify(toFailure(error, 'r'))).not.toContain(CANARY);
  });

  it('gives at most twenty issues, however wrong the input is', () => {
    expect(refused({ nested: {}, list: Array.from({ length: 500 }, () => 1) }).issues).toHaveLength(20);
  });
});
