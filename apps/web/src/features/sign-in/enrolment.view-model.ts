import {
  enrolmentTokenSchema,
  finishEnrolment,
  openEnrolment,
  readEnrolmentPasskey,
  type EndpointResponse,
  type SessionState,
} from '@app/contracts';
import { Task } from '../../services/task';
import { makePasskey } from '../../session/passkey-device';
import { behavior, type Behavior, type Scope } from '../../state';
import { type ApiError, call, toApiError } from '../../wire';

export type EnrolmentState =
  | { status: 'loading' }
  | { status: 'no-link' }
  | { status: 'failed'; error: ApiError }
  | { status: 'ready'; person: EndpointResponse<typeof openEnrolment> };

/** An enrolment link: for whom it is, and how he uses it. */
export class EnrolmentViewModel {
  readonly #state = behavior<EnrolmentState>({ status: 'loading' });
  readonly #token: string | null;
  /** Either way of finishing; one at a time. */
  readonly finishing = new Task();

  constructor(
    scope: Scope,
    hash: string,
    /** Ends once the product is there: until then nothing on the page with the used link can be pressed. */
    private readonly entered: (state: SessionState) => Promise<void> | void,
  ) {
    const token = enrolmentTokenSchema.safeParse(hash.replace(/^#/, ''));
    this.#token = token.success ? token.data : null;
    if (this.#token === null) this.#state.next({ status: 'no-link' });
    else void this.#open(this.#token, scope.signal);
  }

  get state(): Behavior<EnrolmentState> {
    return this.#state;
  }

  /** Makes a passkey, with a password beside it if one is given; the code where the account holds an office. */
  withPasskey(name: string, password: string, code = ''): Promise<boolean> {
    return this.#finish(async (token) => {
      const attestation = await makePasskey(await call(readEnrolmentPasskey, { body: { token } }));
      return { passkey: { name, attestation }, ...(password === '' ? {} : { password }), ...(code === '' ? {} : { code }) };
    });
  }

  withPassword(password: string): Promise<boolean> {
    return this.#finish(() => Promise.resolve({ password }));
  }

  #finish(make: (token: string) => Promise<Omit<Parameters<typeof call<typeof finishEnrolment>>[1]['body'], 'token'>>): Promise<boolean> {
    return this.finishing.run(async () => {
      const token = this.#token ?? '';
      await this.entered(await call(finishEnrolment, { body: { token, ...(await make(token)) } }));
    });
  }

  async #open(token: string, signal: AbortSignal): Promise<void> {
    try {
      this.#state.next({ status: 'ready', person: await call(openEnrolment, { body: { token } }, { signal }) });
    } catch (thrown) {
      if (!signal.aborted) this.#state.next({ status: 'failed', error: toApiError(thrown) });
    }
  }
}
