import {
  addCaveat,
  decideClearance,
  listCaveats,
  listClearanceProposals,
  listClearances,
  listDevices,
  proposeClearance,
  retireCaveat,
  revokeClearance,
  setDeviceCeiling,
  type EndpointCall,
  type EndpointResponse,
  type Level,
} from '@app/contracts';
import { Task } from '../../services/task';
import { call } from '../../wire';

type Wish = EndpointCall<typeof proposeClearance>['body'];
type Effect = EndpointResponse<typeof proposeClearance>['effect'];

/** What a security officer does about clearances. */
export class ClearancesViewModel {
  readonly granting = new Task();
  readonly deciding = new Task();
  readonly listing = new Task();
  readonly ceilings = new Task();

  /** @param refresh what is on the screen about this endpoint is old */
  constructor(private readonly refresh: (endpoint: { path: string }) => void) {}

  /** @returns what became of it; null when it failed (see `granting`) */
  async propose(accountId: string, wish: Wish): Promise<Effect | null> {
    let effect: Effect | null = null;
    const done = await this.granting.run(async () => {
      ({ effect } = await call(proposeClearance, { params: { accountId }, body: wish }));
      this.#changed();
    });
    return done ? effect : null;
  }

  revoke(accountId: string): Promise<boolean> {
    return this.granting.run(async () => {
      await call(revokeClearance, { params: { accountId } });
      this.#changed();
    });
  }

  decide(proposalId: string, outcome: 'confirmed' | 'refused' | 'withdrawn'): Promise<boolean> {
    return this.deciding.run(async () => {
      try {
        await call(decideClearance, { params: { proposalId }, body: { outcome } });
      } finally {
        // Also when another officer was quicker: then what is on the screen is old.
        this.#changed();
      }
    });
  }

  addCaveat(code: string, name: { ar: string; en: string }): Promise<boolean> {
    return this.listing.run(async () => {
      await call(addCaveat, { body: { code, name } });
      this.refresh(listCaveats);
    });
  }

  setCeiling(accountId: string, passkeyId: string, ceiling: Level): Promise<boolean> {
    return this.ceilings.run(async () => {
      await call(setDeviceCeiling, { params: { accountId, passkeyId }, body: { ceiling } });
      this.refresh(listDevices);
    });
  }

  retireCaveat(code: string): Promise<boolean> {
    return this.listing.run(async () => {
      await call(retireCaveat, { params: { code } });
      this.refresh(listCaveats);
    });
  }

  #changed(): void {
    this.refresh(listClearances);
    this.refresh(listClearanceProposals);
  }
}
