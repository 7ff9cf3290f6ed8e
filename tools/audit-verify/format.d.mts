import type { KeyObject } from 'node:crypto';

export function keyRing(pems: string[]): Map<string, KeyObject>;
