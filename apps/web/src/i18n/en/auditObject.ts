import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

export const auditObject = {
  body: 'a body',
  meeting: 'a meeting',
  item: 'an item',
  document: 'a paper',
  version: 'a version of a paper',
  view: 'a viewing of a paper',
  hit: 'a search hit',
  releaseAsk: 'a question about a release',
  labelRequest: 'a request for a weaker label',
  producer: 'a stream he sends',
  consumer: 'a stream he receives',
  system: 'the system',
} satisfies SameKeys<typeof ar.auditObject>;
