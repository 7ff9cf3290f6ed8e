export * from './keys/config-key-ring.js';
export * from './keys/key-ring.js';
export * from './objects/local-folder-store.js';
export * from './objects/object-store.js';
export * from './papers/encrypted-paper-store.js';
export * from './papers/sealed-reader.js';
export * from './scratch/with-scratch.js';
export * from './storage-errors.js';
