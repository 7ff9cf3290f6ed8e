export * from './audit-trail.js';
export * from './events.js';
