export * from './database.module.js';
export * from './data-source.js';
export * from './database.js';
export * from './embedded/embedded-server.js';
export * from './entities/index.js';
export * from './listener.js';
export * from './violations.js';
