import { requestContext } from '@app/identity';
import type { JudgedPaper } from '../access/paper-access.js';
import type { AnnotationSocket, Connection } from './connection.js';

/** A connection without a line, for specs of handlers. Its papers are judged already. */
export function fakeConnection(
  accountId: string,
  given: { delegation?: string; meetingId?: string; papers?: readonly JudgedPaper[] } = {},
): Connection {
  const { delegation = 'BH', meetingId = 'meeting', papers = [] } = given;
  return {
    identity: { accountId, sessionId: `session-${accountId}`, meetingId, until: Infinity },
    ctx: requestContext(),
    seat: { accountId, meetingId, delegation, role: 'member', name: { ar: accountId, en: accountId } },
    permissions: new Set(['meeting.attend', 'presenter.lead']),
    socket: { id: `socket-${accountId}`, connected: true } as AnnotationSocket,
    papers: new Map(papers.map((paper) => [paper.versionId, { asking: Promise.resolve(paper), documentId: paper.documentId }])),
    places: new Map(),
    wanted: new Set(),
    open: new Set(papers.map(({ versionId }) => versionId)),
  };
}

export function fakePaper(versionId: string, given: Partial<JudgedPaper> = {}): JudgedPaper {
  return {
    versionId,
    documentId: `document-${versionId}`,
    itemId: `item-${versionId}`,
    meetingId: 'meeting',
    note: true,
    write: true,
    ...given,
  };
}
