import type { ConferenceFromServer } from '@app/contracts';
import type { z } from 'zod';

/** Sends one notice to one connection. */
export type Notify = <K extends keyof ConferenceFromServer>(name: K, notice: z.input<ConferenceFromServer[K]>) => void;
