export * from './endpoint.guard.js';
export * from './public-endpoint.guard.js';
