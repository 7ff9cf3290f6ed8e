export * from './decide.js';
export * from './roles-table.js';
