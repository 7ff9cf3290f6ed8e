export * from './audit-trail.js';
export type * from './events.js';
