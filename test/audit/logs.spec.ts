import { Writable } from 'node:stream';
import { AppError, createLog, type Log, REDACTED } from '@app/platform';
import { QueryFailedError } from 'typeorm';
import { NestLog } from '../../libs/platform/src/logging/nest-log.js';

const CANARY = 'CANARY-5c1e';

/** What a process would have written, for the work that logs. */
function written(work: (log: Log) => void): string {
  let text = '';
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  work(createLog({ level: 'trace', service: 'test' }, destination));
  expect(text).toContain('"service":"test"');
  return text;
}

/** An error as the driver throws it: PostgreSQL puts the offending values into message and detail. */
function driverError(message: string): QueryFailedError {
  const cause = Object.assign(new Error(message), {
    code: '23505',
    detail: `Key (login)=(${CANARY}) already exists.`,
    constraint: 'accounts_login_key',
    where: CANARY,
  });
  return new QueryFailedError(`insert into accounts values ('${CANARY}')`, [CANARY], cause);
}

describe('nothing that is classified or secret reaches a log line', () => {
  const depths: [string, (field: string) => object][] = [
    ['at the top', (field) => ({ [field]: CANARY })],
    ['one level deep', (field) => ({ a: { [field]: CANARY } })],
    ['two levels deep', (field) => ({ a: { b: { [field]: CANARY } } })],
    ['in a list', (field) => ({ list: [{ [field]: CANARY }] })],
    ['as an object', (field) => ({ [field]: { ar: CANARY } })],
    ['as a list', (field) => ({ a: { [field]: [CANARY] } })],
  ];
  describe.each(depths)('%s', (_, build) => {
    it.each(REDACTED)('%s', (field) => {
      expect(written((log) => log.info(build(field), 'done'))).not.toContain(CANARY);
      expect(written((log) => log.child(build(field)).warn('done'))).not.toContain(CANARY);
    });

    it('a field that is not on the list is written', () => {
      expect(written((log) => log.info(build('meetingId'), 'done'))).toContain(CANARY);
    });
  });

  it('the list has what must never be on a line', () => {
    expect(REDACTED).toEqual(
      expect.arrayContaining([
        'password',
        'token',
        'grant',
        'cookie',
        'set-cookie',
        'authorization',
        'key',
        'secret',
        'title',
        'coverTitle',
        'name',
        'text',
        'fileName',
        'query',
        'body',
      ]),
    );
  });

  describe('an error of the database driver', () => {
    const messages = [`duplicate key: ${CANARY}`, `invalid input syntax: "first\n${CANARY}"`, `${CANARY}\n    at ${CANARY} (file.ts:1:1)`];
    it.each(messages)('%j shows its constraint and no value', (message) => {
      for (const field of ['err', 'error']) {
        const line = written((log) => log.error({ [field]: driverError(message), requestId: 'r1' }, 'request failed'));
        expect(line).not.toContain(CANARY);
        expect(line).toContain('r1');
        expect(line).toContain('accounts_login_key');
      }
    });

    it('shows no value when it is the cause of another error, or logged by itself', () => {
      const error = new AppError('internal', undefined, { cause: driverError(`duplicate key: ${CANARY}`) });
      expect(written((log) => log.error({ err: error }, 'request failed'))).not.toContain(CANARY);
      expect(written((log) => log.error(driverError(`duplicate key: ${CANARY}`)))).not.toContain(CANARY);
      expect(written((log) => new NestLog(log).error(driverError(`duplicate key: ${CANARY}`), 'Context'))).not.toContain(CANARY);
    });

    it('still tells where it came from', () => {
      expect(written((log) => log.error({ err: driverError('x') }, 'failed'))).toMatch(/"stack":"\s*at /);
    });
  });

  it('an error of our own keeps its message', () => {
    expect(written((log) => log.error({ err: new Error('the store is not open') }, 'failed'))).toContain('the store is not open');
  });
});
