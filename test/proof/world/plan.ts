import type { Country, Label, MeetingState } from '@app/contracts';
import type { BodyKey } from './people.js';

const SIX: Country[] = ['BH', 'KW', 'OM', 'QA', 'SA', 'AE'];
const label = (level: Label['level'], releasableTo: string[] = SIX, caveats: string[] = [], originator = 'BH'): Label => ({
  level,
  caveats,
  releasableTo,
  originator,
});

export const BODIES: Readonly<Record<BodyKey, Label>> = {
  council: label(0, ['ALL']),
  committee: label(0),
  joint: label(1, ['BH', 'SA']),
  cell: label(3, ['BH', 'SA', 'OM'], ['CYBER']),
  guests: label(0, ['ALL'], [], 'SA'),
};

export interface PaperPlan {
  readonly label: Label;
  readonly language?: 'ar' | 'en';
  /** Kept from all but those who prepare the meeting. */
  readonly embargoed?: boolean;
  /** Withdrawn after it was read. */
  readonly withdrawn?: boolean;
}
export interface ItemPlan {
  readonly label: Label;
  readonly papers?: readonly PaperPlan[];
  /** Its need-to-know list, and who is recused from it. */
  readonly readers?: readonly string[];
  readonly recused?: readonly string[];
  /** Somebody of another country asks for its release. */
  readonly askedBy?: string;
  /** Taken off the agenda while it was being prepared. */
  readonly removed?: boolean;
}
export interface MeetingPlan {
  readonly key: string;
  readonly body: BodyKey;
  readonly state: MeetingState;
  readonly label: Label;
  readonly items: readonly ItemPlan[];
  /** Part of the slice of `npm test`. */
  readonly slice?: boolean;
}

const bh = (level: Label['level'], ...caveats: string[]) => label(level, ['BH'], caveats);

export const MEETINGS: readonly MeetingPlan[] = [
  {
    key: 'committee-draft',
    body: 'committee',
    state: 'draft',
    label: label(0),
    items: [
      { label: label(1), papers: [{ label: label(1) }] },
      { label: bh(3) },
      { label: bh(2), papers: [{ label: bh(2) }], removed: true },
    ],
    slice: true,
  },
  {
    key: 'committee-published',
    body: 'committee',
    state: 'published',
    label: label(0),
    items: [
      { label: label(0), papers: [{ label: label(0), language: 'ar' }, { label: bh(3) }, { label: label(0), embargoed: true }] },
      {
        label: bh(3, 'CYBER'),
        papers: [{ label: bh(3, 'CYBER') }, { label: bh(4, 'CYBER', 'NET') }],
        askedBy: 'member-sa',
      },
      {
        label: label(2, ['BH', 'SA', 'KW']),
        papers: [{ label: label(2, ['BH', 'SA']) }, { label: label(2, ['BH', 'SA']), withdrawn: true }],
        readers: ['secretary', 'chair', 'member-top', 'member-sa'],
      },
      { label: label(1, SIX), papers: [{ label: label(1, SIX) }], recused: ['member-sa', 'member-cyber'] },
      { label: label(2, SIX, ['NET']) },
      // Of another state than the host: a paper on our item, and an item of theirs with papers of both.
      { label: label(1, ['BH', 'SA', 'KW']), papers: [{ label: label(3, ['BH', 'SA'], [], 'SA') }] },
      {
        label: label(2, ['BH', 'SA'], [], 'SA'),
        papers: [{ label: label(2, ['BH', 'SA'], [], 'SA') }, { label: label(2, ['BH', 'SA']) }],
      },
    ],
    slice: true,
  },
  {
    key: 'committee-inSession',
    body: 'committee',
    state: 'inSession',
    label: label(1),
    items: [
      { label: label(1), papers: [{ label: label(1) }] },
      { label: label(2, SIX, ['NET']), papers: [{ label: label(2, SIX, ['NET']) }] },
    ],
  },
  {
    key: 'committee-adjourned',
    body: 'committee',
    state: 'adjourned',
    label: label(0),
    items: [{ label: label(2), papers: [{ label: label(2) }] }],
  },
  {
    key: 'committee-closed',
    body: 'committee',
    state: 'closed',
    label: label(0),
    items: [{ label: label(1), papers: [{ label: label(1) }] }, { label: bh(2) }],
  },
  {
    key: 'committee-archived',
    body: 'committee',
    state: 'archived',
    label: label(1),
    items: [{ label: label(3), papers: [{ label: label(3) }] }],
  },
  {
    key: 'committee-hidden',
    body: 'committee',
    state: 'published',
    label: bh(4, 'CYBER', 'NET'),
    items: [{ label: bh(4, 'CYBER', 'NET'), papers: [{ label: bh(4, 'CYBER', 'NET') }] }],
    slice: true,
  },
  {
    key: 'joint-published',
    body: 'joint',
    state: 'published',
    label: label(1, ['BH', 'SA']),
    items: [
      { label: label(1, ['BH', 'SA']), papers: [{ label: label(1, ['BH', 'SA']), language: 'ar' }] },
      { label: label(3, ['BH', 'SA'], ['NET']), papers: [{ label: label(3, ['BH', 'SA'], ['NET']) }] },
    ],
  },
  { key: 'joint-draft', body: 'joint', state: 'draft', label: label(2, ['BH', 'SA']), items: [{ label: label(2, ['BH', 'SA']) }] },
  {
    key: 'cell-inSession',
    body: 'cell',
    state: 'inSession',
    label: label(3, ['BH', 'SA', 'OM'], ['CYBER']),
    items: [{ label: label(3, ['BH', 'SA', 'OM'], ['CYBER']), papers: [{ label: label(3, ['BH', 'OM'], ['CYBER']) }] }],
  },
  {
    key: 'council-published',
    body: 'council',
    state: 'published',
    label: label(0, ['ALL']),
    items: [{ label: label(0, ['ALL']), papers: [{ label: label(0, ['ALL']) }, { label: label(1, ['ALL']) }] }, { label: bh(1) }],
  },
  {
    key: 'guests-published',
    body: 'guests',
    state: 'published',
    label: label(0, ['ALL'], [], 'SA'),
    items: [{ label: label(0, ['ALL'], [], 'SA'), papers: [{ label: label(2, ['SA', 'BH'], [], 'SA') }] }],
  },
];
