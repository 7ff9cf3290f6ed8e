/**
 * Every permission there is, `noun.verb`. Kind tells which key the handler needs:
 *
 * - `public`: nobody has to be signed in (each use is on a short list in test/audit);
 * - `self`: any signed-in person, about himself only;
 * - `system`: a system role, no labelled object involved;
 * - `object`: the service must ask the decision about the concrete object, and the edge
 *   refuses to answer when it did not (house rule 2: two keys for classified things).
 */
export const PERMISSIONS = {
  'system.probe': 'public',
  'violation.report': 'public',
  'session.start': 'public',
  'session.read': 'public',
  'session.end': 'self',
  'session.list': 'self',
  'session.keep': 'self',
  'session.strengthen': 'self',
  'passkey.manage': 'self',
  'password.change': 'self',
  'enrolment.use': 'public',
  'preferences.edit': 'self',
  'account.list': 'system',
  'account.manage': 'system',
  'office.list': 'system',
  'office.propose': 'system',
  'office.approve': 'system',
  'site.manage': 'system',
  'clearance.list': 'system',
  'clearance.grant': 'system',
  'audit.read': 'system',
  'audit.export': 'system',
  'body.list': 'object',
  'meeting.list': 'object',
  'meeting.read': 'object',
  'meeting.create': 'object',
  'meeting.edit': 'object',
  'meeting.publish': 'object',
  'participant.manage': 'object',
  'item.read': 'object',
  'item.edit': 'object',
  'document.read': 'object',
  'document.download': 'object',
  'document.upload': 'object',
  'document.edit': 'object',
  'document.withdraw': 'object',
  'annotation.read': 'object',
  'annotation.note': 'object',
  'annotation.write': 'object',
  'presenter.lead': 'object',
  'meeting.attend': 'object',
  'conference.join': 'object',
  'conference.speak': 'object',
  'conference.film': 'object',
  'conference.share': 'object',
  'search.query': 'object',
  'item.restrict': 'object',
  'document.embargo': 'object',
  'receipts.read': 'object',
  'label.list': 'object',
  'label.request': 'object',
  'label.approve': 'object',
  'label.reject': 'object',
  'label.answer': 'object',
  'release.ask': 'object',
} as const satisfies Record<string, 'public' | 'self' | 'system' | 'object'>;

export type Permission = keyof typeof PERMISSIONS;
export type SystemPermission = { [K in Permission]: (typeof PERMISSIONS)[K] extends 'system' ? K : never }[Permission];
export type ObjectPermission = { [K in Permission]: (typeof PERMISSIONS)[K] extends 'object' ? K : never }[Permission];
