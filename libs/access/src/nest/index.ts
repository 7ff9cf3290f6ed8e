export * from './endpoint.guard.js';
export * from './refusals.js';
