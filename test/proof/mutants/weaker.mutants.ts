import { type SqlMutant } from './mutant.js';

/** Faults in what the database lets happen to labels; caught by test/proof/database/labels. */
export const WEAKER_MUTANTS: readonly SqlMutant[] = [
  // Three walls say the same: the constraint, the policy of the request, the policy of the fact role.
  {
    name: 'one-person-is-enough',
    breaks: 'who asks for a weaker label approves it himself',
    statement: `alter table label_requests drop constraint label_requests_second_person;
      alter policy label_requests_update on label_requests using (true) with check (true);
      alter policy documents_facts_label on documents with check (true)`,
  },
  {
    name: 'label-trigger-off',
    breaks: 'a paper is relabelled freely in one statement',
    statement: 'alter table documents disable trigger documents_label',
  },
  {
    name: 'level-may-fall',
    breaks: 'one person lowers a level',
    objects: ['app.label_covers'],
    find: 'upper_level >= lower_level',
    replace: 'true',
  },
  {
    name: 'caveat-may-go',
    breaks: 'one person takes a caveat away',
    objects: ['app.label_covers'],
    find: 'upper_caveats @> lower_caveats',
    replace: 'true',
  },
  {
    name: 'country-may-be-added',
    breaks: 'one person adds a country',
    objects: ['app.label_covers'],
    find: 'upper_releasable <@ lower_releasable',
    replace: 'upper_releasable && lower_releasable',
  },
  {
    name: 'originator-may-change',
    breaks: 'somebody makes another country the originator, and decides as its side',
    objects: ['app.label_only_rises'],
    find: 'new.originator = old.originator',
    replace: 'true',
  },
  {
    name: 'stricter-refused',
    breaks: 'nobody can make a label stricter at once',
    objects: ['app.label_covers'],
    find: 'upper_level >= lower_level',
    replace: 'upper_level = lower_level',
  },
  {
    name: 'observers-decide',
    breaks: 'observers and experts of the originator ask and approve',
    objects: ['app.my_delegated_meetings'],
    find: `p.role in ('chair', 'secretary', 'member', 'alternate')`,
    replace: 'true',
  },
  {
    name: 'members-do-not-decide',
    breaks: 'the delegates of the originator are kept out of their own requests',
    objects: ['app.my_delegated_meetings'],
    find: `('chair', 'secretary', 'member', 'alternate')`,
    replace: `('chair', 'secretary')`,
  },
  {
    name: 'another-country-decides',
    breaks: 'whoever sees the paper decides for its originator',
    statement: `alter policy label_requests_insert on label_requests with check (true);
      alter policy label_requests_select on label_requests using (true);
      alter policy label_requests_update on label_requests using (true) with check (true)`,
  },
  {
    name: 'approval-of-another-label',
    breaks: 'what was approved for one label is carried out on the stricter one it has become',
    objects: ['app.apply_label_request'],
    find: '(t.level, t.caveats, t.releasable_to) = (r.level, r.caveats, r.releasable_to)',
    replace: 'true',
  },
  {
    name: 'requester-put-out',
    breaks: 'what somebody asked for is carried out though he was put out since',
    objects: ['app.apply_label_request'],
    find: ' and app.requester_stands(id)',
    replace: '',
  },
  ...(
    [
      ['active', 'was deactivated', 'a.active and '],
      ['country', 'is of another country', ' and a.country = r.originator'],
      ['role', 'is no delegate any more', ` and p.role in ('chair', 'secretary', 'member', 'alternate')`],
      ['clearance', 'is cleared for less', 'c.level >= r.level and '],
      ['caveat', 'lost the caveat', ' and c.caveats @> r.caveats'],
      ['lapse', 'is cleared no longer', ' and (c.valid_until is null or c.valid_until > now())'],
    ] as const
  ).map(([fact, how, find]) => ({
    name: `requester-${fact}-forgotten`,
    breaks: `what somebody asked for is carried out though he ${how} since`,
    objects: ['app.requester_stands'],
    find,
    replace: '',
  })),
];
