import { type Country, goesTo, type Label, type Participant, type UploadDetails } from '@app/contracts';

/**
 * States that something new may come from: that of what it belongs to first, then those of the delegations that its label
 * lets know of it. One alone is no choice.
 */
export function originsUnder(above: Label, participants: readonly Participant[]): readonly Country[] {
  const delegations = participants.map(({ delegation }) => delegation).filter((country) => goesTo(above, country));
  return [...new Set([above.originator, ...delegations])];
}

/** How a paper is labelled that comes from there; left out, the server labels it as its item. */
export function detailsFrom(item: Label, origin: Country): UploadDetails {
  return origin === item.originator ? {} : { label: { ...item, originator: origin } };
}
