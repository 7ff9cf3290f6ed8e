export * from './data-source.js';
export * from './database.js';
export * from './embedded/embedded-server.js';
export * from './entities/index.js';
