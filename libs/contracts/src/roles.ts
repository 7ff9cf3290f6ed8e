import { z } from 'zod';

/** Roles in a meeting (DESIGN §1). */
export const ROLES = ['chair', 'secretary', 'member', 'alternate', 'expert', 'observer', 'interpreter'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** Roles in the system; none of them reads papers. */
export const SYSTEM_ROLES = ['systemAdministrator', 'securityOfficer', 'auditor'] as const;
export const systemRoleSchema = z.enum(SYSTEM_ROLES);
export type SystemRole = z.infer<typeof systemRoleSchema>;

/** States of a meeting (DESIGN §8). */
export const MEETING_STATES = ['draft', 'published', 'inSession', 'adjourned', 'closed', 'archived'] as const;
export const meetingStateSchema = z.enum(MEETING_STATES);
export type MeetingState = z.infer<typeof meetingStateSchema>;

/**
 * How strongly somebody proved who he is. A password alone opens nothing above restricted;
 * a passkey, or an identity provider that vouches for as much, opens the rest (DESIGN §3).
 */
export const ASSURANCE = { none: 0, password: 1, strong: 2 } as const;
export const assuranceSchema = z.union([z.literal(0), z.literal(1), z.literal(2)]);
export type Assurance = z.infer<typeof assuranceSchema>;
