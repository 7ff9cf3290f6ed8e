import type { KeyObject } from 'node:crypto';

export function verifyExport(text: string, keys: Map<string, KeyObject>): { problems: string[]; entries: number; proofs: number };
