export * from './access.service.js';
export * from './access.module.js';
export * from './restrictions.js';
export * from './access-ends.js';
export * from './places.js';
