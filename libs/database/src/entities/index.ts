import { DocumentEntity, DocumentPage, DocumentVersion, ViewEntity } from './document.entity.js';
import { AgendaItemEntity, ItemContent, MeetingEntity, ParticipantEntity } from './meeting.entity.js';
import { Account, BodyEntity, BodyMember, Clearance, Credential, PreferencesRow, Session } from './people.entity.js';

export const ENTITIES = [
  Account,
  Clearance,
  Credential,
  PreferencesRow,
  Session,
  BodyEntity,
  BodyMember,
  MeetingEntity,
  ParticipantEntity,
  AgendaItemEntity,
  ItemContent,
  DocumentEntity,
  DocumentVersion,
  DocumentPage,
  ViewEntity,
];

export * from './document.entity.js';
export * from './label.embedded.js';
export * from './meeting.entity.js';
export * from './people.entity.js';
