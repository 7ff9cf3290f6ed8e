import { AppError, type Config } from '@app/platform';

const LOCALHOST = /^localhost(:\d{1,5})?$/;

/**
 * The origin people reach us under: the configured one; without it, localhost under the port the request was sent to,
 * and nothing else (another name could be a stranger's that he points at us).
 *
 * @throws AppError `unavailable`
 */
export function ownOrigin({ publicOrigin }: Pick<Config, 'publicOrigin'>, host: string | undefined): string {
  if (publicOrigin !== null) return new URL(publicOrigin).origin;
  if (host === undefined || !LOCALHOST.test(host)) throw new AppError('unavailable');
  return `http://${host}`;
}
