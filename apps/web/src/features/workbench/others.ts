import type { Meeting, PaperDocument } from '@app/contracts';
import type { ComponentType } from 'react';

/** Shows who has read a paper: another feature, given to this one from above. */
export type PaperReceipts = ComponentType<{ document: PaperDocument }>;

/** Shows who takes part in a meeting, and changes it: another feature too. */
export type MeetingParticipants = ComponentType<{ meeting: Meeting }>;
