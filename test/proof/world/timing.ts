import { median } from '../../support/median.js';
import { endpoints, type EndpointContract } from '@app/contracts';
import { v7 as uuid } from 'uuid';
import type { AnyCall, ApiClient } from '../../support/api-client.js';
import type { Played } from './low-script.js';

export interface Timing {
  readonly pairs: number;
  /** Median of (forbidden − missing), in milliseconds. */
  readonly median: number;
  /** What chance alone may make of it: five robust standard errors, and not less than the timer's own step. */
  readonly bound: number;
}

/** Times answers about hidden things and about nothing, in pairs and in either order. */
export async function timeRefusals(client: ApiClient, hidden: NonNullable<Played['hidden']>, count: number): Promise<Timing> {
  const questions: [EndpointContract, (id: string) => AnyCall, string][] = [
    [endpoints.readMeeting, (meetingId) => ({ params: { meetingId } }), hidden.meeting],
    [endpoints.openView, (documentId) => ({ params: { documentId } }), hidden.document],
    [endpoints.editItem, (itemId) => ({ params: { itemId }, body: {} }), hidden.item],
    [endpoints.editDocument, (documentId) => ({ params: { documentId }, body: {} }), hidden.document],
  ];
  const differences: number[] = [];
  for (let pair = 0; pair < count; pair += 1)
    for (const [endpoint, call, id] of questions) {
      const time = async (asked: string) => {
        const begun = performance.now();
        await client.try(endpoint, call(asked));
        return performance.now() - begun;
      };
      // Who comes first takes turns: the second one finds everything warm.
      const first = pair % 2 === 0 ? await time(id) : await time(uuid());
      const second = pair % 2 === 0 ? await time(uuid()) : await time(id);
      differences.push(pair % 2 === 0 ? first - second : second - first);
    }
  const middle = median(differences);
  const spread = 1.4826 * median(differences.map((one) => Math.abs(one - middle)));
  return { pairs: differences.length, median: middle, bound: Math.max(1, (5 * spread) / Math.sqrt(differences.length)) };
}
