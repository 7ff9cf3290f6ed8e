import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

export const room = {
  agenda: 'Agenda',
  people: 'People',
  leave: 'Leave the room',
  showAgenda: 'Show the agenda',
  hideAgenda: 'Fold the agenda',
  showPeople: 'Show the people',
  hidePeople: 'Fold the people',
  controls: 'Room controls',
  covered: 'Covered item: you see its cover title only',
  coveredTitle: 'This item is not open to you',
  coveredText: 'You see its cover title only. If you expected otherwise, ask the secretary.',
  item: 'Item {number}',
  choose: 'Choose a paper from the agenda',
  chooseText: 'The paper appears here, with the agenda and the people beside it.',
  noItems: 'The agenda has no items yet',
  noItemsText: 'The secretary adds the items and publishes them.',
  noPapersInItem: 'No papers in this item',
  typeInformation: 'For information',
  typeDecision: 'For decision',
  delegation: 'Delegation of {country}',
  allTogether: 'Planned time: {minutes}',
  draftNotice: 'This meeting is a draft and not published yet.',
} satisfies SameKeys<typeof ar.room>;
