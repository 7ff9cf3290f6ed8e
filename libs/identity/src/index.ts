export * from './grants.js';
export * from './request-context.js';
