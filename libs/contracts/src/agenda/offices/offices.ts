import { z } from 'zod';
import { systemRoleSchema } from '../../roles.js';
import { idSchema, instantSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { ownPersonSchema, personSchema } from '../people.js';

/** Somebody who holds an office: a system role. */
export const officeHolderSchema = z.strictObject({
  person: ownPersonSchema,
  active: z.boolean(),
  /** A proposal about him waits for a security officer. */
  pending: z.boolean(),
  /** Nobody's own. */
  abilities: z.strictObject({ propose: z.boolean() }),
});
export type OfficeHolder = z.infer<typeof officeHolderSchema>;

export const officeProposalSchema = z.strictObject({
  id: idSchema,
  /** The person, with the office as it is now. */
  person: ownPersonSchema,
  /** The office wished for; null takes the one there is away. */
  systemRole: systemRoleSchema.nullable(),
  proposedBy: personSchema,
  proposedAt: instantSchema,
  abilities: z.strictObject({ approve: z.boolean(), refuse: z.boolean(), withdraw: z.boolean() }),
});
export type OfficeProposal = z.infer<typeof officeProposalSchema>;

export const listOffices = endpoint({
  method: 'GET',
  path: '/api/offices',
  permission: 'office.list',
  summary: 'Who holds an office, and what waits for a security officer, oldest first.',
  response: z.strictObject({ holders: z.array(officeHolderSchema), proposals: z.array(officeProposalSchema) }),
});

export const proposeOffice = endpoint({
  method: 'POST',
  path: '/api/offices/:accountId',
  permission: 'office.propose',
  summary: 'An office for somebody, the same one anew (with new ways to sign in), or none. A security officer approves it.',
  params: z.strictObject({ accountId: idSchema }),
  body: z.strictObject({ systemRole: systemRoleSchema.nullable() }),
  /** The code belongs to the link that the approving officer gets, and is shown once; none where an office is taken away. */
  response: z.strictObject({ proposalId: idSchema, code: z.string().nullable() }),
});

const proposalParams = z.strictObject({ proposalId: idSchema });

export const decideOffice = endpoint({
  method: 'POST',
  path: '/api/office-proposals/:proposalId/decision',
  permission: 'office.approve',
  summary: 'Approve or refuse what another person proposed, about somebody else.',
  params: proposalParams,
  body: z.strictObject({ outcome: z.enum(['approved', 'refused']) }),
  /** The link that opens the account together with the proposer's code; shown once, and only where an office was given. */
  response: z.strictObject({ enrolment: z.strictObject({ link: z.string(), expiresAt: instantSchema }).nullable() }),
});

export const withdrawOffice = endpoint({
  method: 'DELETE',
  path: '/api/office-proposals/:proposalId',
  permission: 'office.propose',
  summary: "Take one's own proposal back.",
  params: proposalParams,
});
