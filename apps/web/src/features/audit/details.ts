import {
  AUDIT_FIELD_NAMES,
  type AuditEntryView,
  type AuditFieldName,
  type Label,
  instantSchema,
  labelSchema,
  type Level,
  levelSchema,
} from '@app/contracts';
import { countryName, dateIn, formatGregorian, formatTime, type I18n, levelWord, type MessageKey, siteName, wordIn } from '../../i18n';

/** How the value of a field is read. */
type Kind = 'id' | 'label' | 'level' | 'number' | 'moment' | 'flag' | 'code' | 'word' | 'action' | 'reasons' | 'changes' | 'part' | 'list';

const KINDS: Readonly<Record<AuditFieldName, Kind>> = {
  action: 'action',
  object: 'word',
  kind: 'word',
  label: 'label',
  from: 'label',
  to: 'label',
  reasons: 'reasons',
  shown: 'number',
  fields: 'changes',
  filter: 'changes',
  method: 'word',
  assurance: 'word',
  ceiling: 'level',
  level: 'level',
  caveats: 'list',
  validUntil: 'moment',
  systemRole: 'word',
  role: 'word',
  delegation: 'word',
  site: 'word',
  network: 'code',
  provider: 'code',
  issuer: 'code',
  reason: 'code',
  scope: 'code',
  attempts: 'number',
  why: 'word',
  format: 'code',
  synced: 'flag',
  stored: 'number',
  received: 'number',
  passkey: 'flag',
  password: 'flag',
  part: 'part',
  pages: 'number',
  copyNumber: 'number',
  delivery: 'word',
  services: 'list',
  permissions: 'action',
  endpoint: 'code',
  message: 'code',
  code: 'word',
  count: 'number',
  until: 'moment',
  readers: 'id',
  recused: 'id',
  sessions: 'number',
  upTo: 'number',
  accountId: 'id',
  objectId: 'id',
  meetingId: 'id',
  bodyId: 'id',
  itemId: 'id',
  documentId: 'id',
  versionId: 'id',
  viewId: 'id',
  sessionId: 'id',
  passkeyId: 'id',
  enrolmentId: 'id',
  linkId: 'id',
  requestId: 'id',
  askId: 'id',
  proposalId: 'id',
  networkId: 'id',
  sha256: 'id',
};

export interface Detail {
  readonly name: string;
  readonly text: string;
  /** As it stands in the entry, for a machine: not translated, left to right. */
  readonly raw: boolean;
  /** Shown as a label, not as text. */
  readonly label: Label | null;
}

export interface Details {
  /** What a person reads. */
  readonly facts: readonly Detail[];
  /** What identifies the things: to copy, and to look for. */
  readonly ids: readonly Detail[];
}

/** What is said where a field holds nothing and that says something; other empty fields are left out. */
const NOTHING: Partial<Record<AuditFieldName, MessageKey>> = {
  validUntil: 'auditValue.noEnd',
  until: 'auditValue.ended',
  readers: 'auditValue.everybody',
  systemRole: 'auditValue.noRole',
};

/** The fields of an entry, in one order whatever order they were written in. */
export function detailsOf({ data }: Pick<AuditEntryView, 'data'>, i18n: I18n, zone: string): Details {
  const facts: Detail[] = [];
  const ids: Detail[] = [];
  for (const field of AUDIT_FIELD_NAMES) {
    if (!(field in data)) continue;
    const detail = detailOf(field, data[field], i18n, zone);
    if (detail) (KINDS[field] === 'id' && detail.raw ? ids : facts).push(detail);
  }
  // An entry of another version may hold what this page has no words for: shown as it stands.
  for (const name of Object.keys(data)) if (!(name in KINDS)) facts.push({ name, text: plain(data[name]), raw: true, label: null });
  return { facts, ids };
}

function detailOf(field: AuditFieldName, value: unknown, i18n: I18n, zone: string): Detail | null {
  const named = { name: i18n.t(`auditField.${field}`), label: null };
  if (value === null || value === undefined) {
    const key = NOTHING[field];
    return key ? { ...named, text: i18n.t(key), raw: false } : null;
  }
  // A list with nobody on it; no reason, no caveat.
  if (Array.isArray(value) && value.length === 0)
    return field === 'readers' ? { ...named, text: i18n.t('auditValue.nobody'), raw: false } : null;
  const label = KINDS[field] === 'label' ? (labelSchema.safeParse(value).data ?? null) : null;
  const words = wordsOf(field, value, i18n, zone);
  return { ...named, label, text: words ?? plain(value), raw: words === null };
}

/** Null where there are no words for it. */
function wordsOf(field: AuditFieldName, value: unknown, i18n: I18n, zone: string): string | null {
  const { t, number, style } = i18n;
  const separator = t('common.listSeparator');
  const each = (area: string) =>
    (Array.isArray(value) ? value : [value]).map((one) => wordIn(t, area, plain(one).replace('.', '_')) ?? plain(one)).join(separator);
  switch (KINDS[field]) {
    case 'number':
      return Number.isFinite(Number(value)) ? number(Number(value)) : null;
    case 'level':
      return levelSchema.safeParse(value).success ? levelWord(i18n, value as Level) : null;
    case 'moment':
      if (!instantSchema.safeParse(value).success) return null;
      return `${formatGregorian(dateIn(plain(value), zone), style)}${separator}${formatTime(plain(value), zone, style)}`;
    case 'flag':
      return t(value === true ? 'auditValue.yes' : 'auditValue.no');
    case 'action':
      return each('auditAction');
    case 'reasons':
      return each('auditReason');
    case 'changes':
      return each('auditChange');
    case 'list':
      return each('auditValue');
    case 'part':
      return partWords(plain(value), i18n);
    case 'word':
      return wordFor(field, plain(value), i18n);
    default:
      return null;
  }
}

function wordFor(field: AuditFieldName, value: string, i18n: I18n): string | null {
  const { t } = i18n;
  switch (field) {
    case 'object':
    case 'kind':
      return wordIn(t, 'auditObject', value);
    case 'method':
      return wordIn(t, 'security', `method_${value}`);
    case 'assurance':
      return wordIn(t, 'auditValue', `assurance_${value}`);
    case 'role':
    case 'systemRole':
      return wordIn(t, 'role', value);
    case 'code':
      return wordIn(t, 'errorWhat', value);
    case 'delegation':
      return countryName(value, i18n) === value ? null : countryName(value, i18n);
    case 'site':
      return siteName(value, i18n) === value ? null : siteName(value, i18n);
    default:
      return wordIn(t, 'auditValue', value);
  }
}

/** `page 3`, or `start+length` of the file. */
function partWords(part: string, { t }: I18n): string | null {
  const page = /^page (\d+)$/.exec(part)?.[1];
  if (page) return t('auditValue.page', { number: Number(page) });
  const [, start, count] = /^(\d+)\+(\d+)$/.exec(part) ?? [];
  return start && count ? t('auditValue.bytes', { start: Number(start), count: Number(count) }) : null;
}

const plain = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
