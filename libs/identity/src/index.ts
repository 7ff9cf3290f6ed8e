export * from './grants.js';
export * from './request-context.js';
export * from './authenticator.js';
export * from './grant-verifier.module.js';
