import { listAccounts } from './accounts/accounts.js';
import { listAudit } from './audit/audit.js';
import {
  downloadPaper,
  editDocument,
  openView,
  readPageImage,
  readPaper,
  recentPapers,
  uploadDocument,
  withdrawDocument,
} from './documents/documents.js';
import { issueGrants } from './grants/grants.js';
import { readLiveness, readOpenApi, readReadiness } from './health.js';
import { addItem, editItem, orderItems, removeItem } from './items/items.js';
import {
  createMeeting,
  editMeeting,
  listBodies,
  listMeetings,
  previewPublication,
  publishMeeting,
  readMeeting,
} from './meetings/meetings.js';
import { reportViolation } from './reports/reports.js';
import { search } from './search/search.js';
import { editPreferences, listPersonas, readSession, signInAsPersona, signInWithPassword, signOut } from './sessions/sessions.js';

/** Every HTTP endpoint of the product. A handler that is not bound to one of these refuses. */
export const endpoints = {
  readLiveness,
  readReadiness,
  readOpenApi,
  reportViolation,
  readSession,
  listPersonas,
  signInAsPersona,
  signInWithPassword,
  signOut,
  editPreferences,
  listBodies,
  listMeetings,
  readMeeting,
  createMeeting,
  editMeeting,
  previewPublication,
  publishMeeting,
  addItem,
  editItem,
  removeItem,
  orderItems,
  uploadDocument,
  editDocument,
  withdrawDocument,
  openView,
  readPaper,
  readPageImage,
  downloadPaper,
  recentPapers,
  issueGrants,
  search,
  listAccounts,
  listAudit,
} as const;
export type EndpointName = keyof typeof endpoints;

export * from './accounts/accounts.js';
export * from './audit/audit.js';
export * from './documents/document.js';
export * from './documents/documents.js';
export * from './grants/grants.js';
export * from './health.js';
export * from './items/agenda-item.js';
export * from './items/items.js';
export * from './meetings/meetings.js';
export * from './people.js';
export * from './reports/reports.js';
export * from './search/search.js';
export * from './sessions/sessions.js';
