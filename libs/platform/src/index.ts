export * from './bus/bus.js';
export * from './bus/redis-bus.js';
export * from './errors/app-error.js';
export * from './errors/failure.js';
export * from './logging/log.js';
export * from './sockets/serve-socket.js';
export * from './sockets/token-bucket.js';
