import { type AnnotationFromClient, CLOCK_START, type ConferenceFromClient, CONFERENCE_PROTOCOL } from '@app/contracts';
import { v7 as uuid } from 'uuid';
import { FINGERPRINT, opus } from '../../wire/conference-drivers.js';
import type { Meeting, Paper, Persona, World } from './world.js';

/** A message, whether the written policy lets this person send it with effect, and the same about an id of nothing. */
interface SocketAttempt {
  readonly payload: unknown;
  readonly allowed: boolean;
  readonly nothing?: unknown;
}

/** Somebody in a meeting, with ids of what is in it and of what is elsewhere. */
export interface Scene {
  readonly world: World;
  readonly persona: Persona;
  readonly meeting: Meeting;
}

/** Papers of the meeting, and some of others, which do not exist on this line. */
function papers({ world, meeting }: Scene): { paper: Paper; here: boolean }[] {
  const elsewhere = world.papers.filter(({ item }) => item.meeting !== meeting).slice(0, 2);
  return [
    ...world.papers.filter(({ item }) => item.meeting === meeting).map((paper) => ({ paper, here: true })),
    ...elsewhere.map((paper) => ({ paper, here: false })),
  ];
}

const onPapers =
  (
    action: string,
    payload: (paper: Pick<Paper, 'id' | 'versionId'> & { item: { id: string } }) => unknown,
    also = (_scene: Scene) => true,
  ) =>
  (scene: Scene): SocketAttempt[] =>
    papers(scene).map(({ paper, here }) => ({
      payload: payload(paper),
      allowed: here && scene.world.mayPaper(scene.persona, action, paper) && also(scene),
      nothing: payload({ id: uuid(), versionId: uuid(), item: { id: uuid() } }),
    }));

const stroke = (layer: 'private' | 'meeting') => ({
  id: uuid(),
  layer,
  page: 1,
  nib: 'pen',
  colour: 'ink',
  width: 2,
  points: [10, 10, 0.5, 20, 20, 0.5],
});
const privateNote = () => {
  const { kind, nib, colour, width, points } = { kind: 'ink', ...stroke('private') };
  return { id: uuid(), kind: 'add', layer: 'private', annotation: { page: 1, shape: { kind, nib, colour, width, points } } };
};
const mayLead = ({ world, persona, meeting }: Scene) => world.mayMeeting(persona, 'presenter.lead', meeting);

/** Every message of the annotation service, in the order in which it is sent. A new one needs a line here, or this does not compile. */
export const ANNOTATION_DRIVERS: { readonly [K in keyof AnnotationFromClient]: (scene: Scene) => SocketAttempt[] } = {
  'meeting:attend': () => [{ payload: {}, allowed: true }],
  'document:open': onPapers('annotation.read', ({ versionId }) => ({ versionId })),
  'annotation:catch-up': onPapers('annotation.read', ({ versionId }) => ({ versionId, after: CLOCK_START })),
  'annotation:commit': onPapers('annotation.note', ({ versionId }) => ({ versionId, operations: [privateNote()] })),
  'ink:progress': onPapers('annotation.write', ({ versionId }) => ({ versionId, stroke: stroke('meeting') })),
  'presenter:lead': onPapers(
    'annotation.read',
    ({ versionId, id, item }) => ({ versionId, documentId: id, itemId: item.id, page: 1 }),
    mayLead,
  ),
  'presenter:stop': (scene) => [{ payload: {}, allowed: mayLead(scene) }],
  // Closing what is not open is fine, so it tells nothing of what there is.
  'document:close': (scene) => papers(scene).map(({ paper: { versionId } }) => ({ payload: { versionId }, allowed: true })),
};
/** With the first wall down everybody may do everything with what he sees; what he sees is then what is compared. */
export const ANNOTATION_READS: readonly (keyof AnnotationFromClient)[] = ['meeting:attend', 'document:open', 'annotation:catch-up'];

/** What somebody in a conference has of his own, and ids of what belongs to others. */
export interface Booth {
  readonly send: string;
  readonly receive: string;
  /** Transports, producers and consumers of other people, here and in another meeting. */
  readonly others: { readonly transport: string; readonly producer: string; readonly consumer: string };
  /** Somebody's stream in this room, or null. */
  readonly stream: string | null;
  readonly speaks: boolean;
}

const ofOthers =
  (payload: (ids: Booth['others']) => object) =>
  ({ others }: Booth): SocketAttempt[] => [
    { payload: payload(others), allowed: false, nothing: payload({ transport: uuid(), producer: uuid(), consumer: uuid() }) },
  ];
const dtlsParameters = { role: 'client', fingerprints: [FINGERPRINT] };

/** The same for the conference; `ids` of others are refused like ids of nothing. Entering and leaving are in the walk. */
export const CONFERENCE_DRIVERS: { readonly [K in keyof ConferenceFromClient]: (booth: Booth) => SocketAttempt[] } = {
  // Already in: a conflict, whoever it is.
  'room:enter': () => [{ payload: { protocol: CONFERENCE_PROTOCOL, instance: uuid() }, allowed: false }],
  'transport:create': () => [{ payload: { direction: 'send' }, allowed: false }],
  'transport:connect': ofOthers(({ transport }) => ({ transportId: transport, dtlsParameters })),
  'transport:restart-ice': ofOthers(({ transport }) => ({ transportId: transport })),
  'producer:create': ({ send, speaks, others }) => [
    { payload: { transportId: send, source: 'microphone', paused: false, rtpParameters: opus() }, allowed: speaks },
    ...ofOthers(({ transport }) => ({ transportId: transport, source: 'camera', paused: false, rtpParameters: opus() }))({
      others,
    } as Booth),
  ],
  'producer:pause': ofOthers(({ producer }) => ({ producerId: producer })),
  'producer:resume': ofOthers(({ producer }) => ({ producerId: producer })),
  'producer:close': ofOthers(({ producer }) => ({ producerId: producer })),
  'consumer:create': ({ receive, others, stream }) => [
    ...ofOthers(({ producer }) => ({ transportId: receive, producerId: producer }))({ others } as Booth),
    ...(stream ? [{ payload: { transportId: receive, producerId: stream }, allowed: true }] : []),
  ],
  'consumer:resume': ofOthers(({ consumer }) => ({ consumerId: consumer })),
  'consumer:pause': ofOthers(({ consumer }) => ({ consumerId: consumer })),
  'consumer:prefer': ofOthers(({ consumer }) => ({ consumerId: consumer, spatialLayer: 1 })),
  'consumer:close': ofOthers(({ consumer }) => ({ consumerId: consumer })),
  'room:leave': () => [{ payload: {}, allowed: true }],
};
