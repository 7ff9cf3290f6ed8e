import { Foundation1763769600000 } from './0001-foundation.js';

/** In order of their time stamps. Named one by one: a glob would load whatever lies in the folder. */
export const MIGRATIONS = [Foundation1763769600000];
