import {
  createAccount,
  deactivateAccount,
  editAccount,
  issueEnrolment,
  linkIdentity,
  listAccounts,
  listIdentities,
  reactivateAccount,
  unlinkIdentity,
} from './accounts/accounts.js';
import { exportAudit, findAuditPeople, listAudit, readAuditState } from './audit/audit.js';
import {
  addCaveat,
  decideClearance,
  listCaveats,
  listClearanceProposals,
  listClearances,
  proposeClearance,
  retireCaveat,
  revokeClearance,
} from './clearances/clearances.js';
import { listDevices, setDeviceCeiling } from './clearances/devices.js';
import { decideOffice, listOffices, proposeOffice, withdrawOffice } from './offices/offices.js';
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
import { finishEnrolment, openEnrolment, readEnrolmentPasskey } from './enrolment/enrolment.js';
import { approveLabel, listLabelRequests, rejectLabel, requestLabel } from './labels/labels.js';
import { answerRelease, askRelease, listReleaseAsks } from './releases/releases.js';
import { embargoDocument, readRestrictions, restrictItem } from './restrictions/restrictions.js';
import { listReceipts } from './receipts/receipts.js';
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
import { finishOidc, listProviders, signOutAtProvider, startOidc, startOidcStepUp } from './oidc/oidc.js';
import {
  listPasskeys,
  registerPasskey,
  removePasskey,
  renamePasskey,
  signInWithPasskey,
  startPasskeyRegistration,
  startPasskeySignIn,
  startPasskeyStepUp,
  stepUpWithPasskey,
} from './passkeys/passkeys.js';
import { addParticipant, listParticipants, removeParticipant } from './participants/participants.js';
import { changePassword } from './passwords/passwords.js';
import { reportViolation } from './reports/reports.js';
import { search } from './search/search.js';
import {
  editPreferences,
  endAllSessions,
  endSession,
  keepSession,
  listPersonas,
  listSessions,
  readSession,
  readStepUpWays,
  signInAsPersona,
  signInWithPassword,
  signOut,
  stepUpAsPersona,
} from './sessions/sessions.js';
import { addNetwork, createSite, editSite, listSites, removeNetwork } from './sites/sites.js';

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
  startPasskeySignIn,
  signInWithPasskey,
  listProviders,
  startOidc,
  finishOidc,
  openEnrolment,
  readEnrolmentPasskey,
  finishEnrolment,
  signOut,
  signOutAtProvider,
  keepSession,
  listSessions,
  endSession,
  endAllSessions,
  readStepUpWays,
  stepUpAsPersona,
  startPasskeyStepUp,
  stepUpWithPasskey,
  startOidcStepUp,
  listPasskeys,
  startPasskeyRegistration,
  registerPasskey,
  renamePasskey,
  removePasskey,
  changePassword,
  editPreferences,
  listBodies,
  listMeetings,
  readMeeting,
  createMeeting,
  editMeeting,
  previewPublication,
  publishMeeting,
  listParticipants,
  addParticipant,
  removeParticipant,
  addItem,
  editItem,
  removeItem,
  orderItems,
  readRestrictions,
  restrictItem,
  embargoDocument,
  listLabelRequests,
  requestLabel,
  approveLabel,
  rejectLabel,
  askRelease,
  listReleaseAsks,
  answerRelease,
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
  listReceipts,
  createAccount,
  editAccount,
  deactivateAccount,
  reactivateAccount,
  issueEnrolment,
  listIdentities,
  linkIdentity,
  unlinkIdentity,
  listClearances,
  listClearanceProposals,
  proposeClearance,
  revokeClearance,
  decideClearance,
  listDevices,
  setDeviceCeiling,
  listCaveats,
  addCaveat,
  retireCaveat,
  listOffices,
  proposeOffice,
  decideOffice,
  withdrawOffice,
  listSites,
  createSite,
  editSite,
  addNetwork,
  removeNetwork,
  listAudit,
  findAuditPeople,
  readAuditState,
  exportAudit,
} as const;
export type EndpointName = keyof typeof endpoints;

export * from './accounts/accounts.js';
export * from './audit/audit.js';
export * from './audit/details.js';
export * from './audit/event-names.js';
export * from './clearances/clearances.js';
export * from './clearances/devices.js';
export * from './documents/document.js';
export * from './documents/documents.js';
export * from './receipts/receipts.js';
export * from './enrolment/enrolment.js';
export * from './grants/grants.js';
export * from './health.js';
export * from './items/agenda-item.js';
export * from './items/items.js';
export * from './labels/labels.js';
export * from './offices/offices.js';
export * from './meetings/meetings.js';
export * from './oidc/oidc.js';
export * from './oidc/provider.js';
export * from './participants/participants.js';
export * from './passkeys/passkeys.js';
export * from './passkeys/webauthn.js';
export * from './passwords/passwords.js';
export * from './people.js';
export * from './reports/reports.js';
export * from './releases/releases.js';
export * from './restrictions/restrictions.js';
export * from './search/search.js';
export * from './sessions/sessions.js';
export * from './sites/sites.js';
