import type { EndpointContract } from '@app/contracts';
import type { RequestContext } from '@app/identity';

/** Port: where requests that were refused at the edge are written down, before they are answered. */
export abstract class Refusals {
  /** @throws when it could not be written: then that is the answer. */
  abstract refused(ctx: RequestContext, contract: EndpointContract, error: unknown): Promise<void>;
}
