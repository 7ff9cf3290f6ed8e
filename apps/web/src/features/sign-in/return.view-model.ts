import { finishOidc, type SessionState } from '@app/contracts';
import { takePlace } from '../../session/return-place';
import { behavior, type Behavior, type Scope } from '../../state';
import { call } from '../../wire';
import { readProviderAnswer } from './provider-answer';

/**
 * Back from the identity provider. The provider's redirect comes from another site, so the browser sends it without our
 * cookies; this page hands the answer over from our own origin, with them.
 */
export class ReturnViewModel {
  readonly #failed = behavior(false);

  constructor(
    scope: Scope,
    page: Pick<Window, 'location' | 'history'>,
    private readonly provider: string,
    private readonly session: { enter(state: SessionState): void; load(): Promise<void> },
    private readonly go: (place: string) => void,
  ) {
    const answer = readProviderAnswer(page.location.search);
    // The code is not to be found in the history, nor sent anywhere by mistake.
    page.history.replaceState(page.history.state, '', page.location.pathname);
    // After this turn: a page that is shown and at once taken away again must not have spent the code.
    if (answer) scope.after(0, () => void this.#finish(answer));
    else this.#failed.next(true);
  }

  get failed(): Behavior<boolean> {
    return this.#failed;
  }

  async #finish(answer: NonNullable<ReturnType<typeof readProviderAnswer>>): Promise<void> {
    try {
      this.session.enter(await call(finishOidc, { params: { provider: this.provider }, body: answer }));
      this.go(takePlace());
    } catch {
      // Whatever it was: somebody who was signed in still is.
      await this.session.load();
      this.#failed.next(true);
    }
  }
}
