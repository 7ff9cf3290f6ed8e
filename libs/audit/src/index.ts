export * from './audit-trail.js';
export * from './events.js';
export * from './seal/sealer.js';
export * from './seal/witness.js';
export { digestOf, GENESIS, nextHash, SEALED_COLUMNS, type SealedEntry } from './seal/chain.js';
export type { Checkpoint } from './seal/checkpoint.js';
