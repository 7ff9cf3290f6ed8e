import type { CloseReason } from '@app/contracts';
import type { FailureCode } from '../wire/api-error';
import type { Translate } from './translate';

export interface FailureText {
  /** What happened. */
  what: string;
  /** What is safe. */
  safe: string;
  /** What to do. */
  cure: string;
}

export function failureText(t: Translate, code: FailureCode): FailureText {
  return { what: t(`errorWhat.${code}`), safe: t(`errorSafe.${code}`), cure: t(`errorCure.${code}`) };
}

export function closingText(t: Translate, reason: CloseReason): FailureText {
  return { what: t(`closingWhat.${reason}`), safe: t(`closingSafe.${reason}`), cure: t(`closingCure.${reason}`) };
}
