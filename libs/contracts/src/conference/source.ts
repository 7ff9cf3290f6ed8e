import { z } from 'zod';
import type { Permission } from '../permissions.js';

/** What a stream is of. At most one of each per peer. */
export const SOURCES = ['microphone', 'camera', 'screen'] as const;
export const sourceSchema = z.enum(SOURCES);
export type Source = z.infer<typeof sourceSchema>;

export const mediaKindSchema = z.enum(['audio', 'video']);
export type MediaKind = z.infer<typeof mediaKindSchema>;

/** Each source has its own permission: seeing a room is not speaking in it, and speaking is not showing a screen. */
export const SOURCE_PERMISSION = {
  microphone: 'conference.speak',
  camera: 'conference.film',
  screen: 'conference.share',
} as const satisfies Record<Source, Permission>;

/** The kind follows from the source: nobody can send video as his microphone. */
export const SOURCE_KIND = { microphone: 'audio', camera: 'video', screen: 'video' } as const satisfies Record<Source, MediaKind>;
