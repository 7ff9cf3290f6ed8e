import { z } from 'zod';
import { type Country, countrySchema } from './countries.js';

/** Levels are integers, 0 to 4; their wording per country is data, never code (DESIGN §1). */
export const LEVEL = { public: 0, restricted: 1, confidential: 2, secret: 3, topSecret: 4 } as const;

export const levelSchema = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Level = z.infer<typeof levelSchema>;

/** A compartment such as CYBER or NET: upper case, so that a label reads the same everywhere. */
export const caveatSchema = z.string().regex(/^[A-Z][A-Z0-9]{1,15}$/);

/** Stands for "releasable to any state". A list never mixes it with single countries. */
export const EVERY_STATE = 'ALL';

const releasableToSchema = z.union([
  z.tuple([z.literal(EVERY_STATE)]),
  z
    .array(countrySchema)
    .min(1)
    .max(32)
    .refine((countries) => new Set(countries).size === countries.length, 'each country once'),
]);

export const labelSchema = z.strictObject({
  level: levelSchema,
  caveats: z
    .array(caveatSchema)
    .max(16)
    .refine((caveats) => new Set(caveats).size === caveats.length, 'each caveat once'),
  releasableTo: releasableToSchema,
  originator: countrySchema,
});

/** A classification label: level + caveats + releasableTo + originator. */
export type Label = z.infer<typeof labelSchema>;

/**
 * The label of something derived from several sources (a pack, a note, a screen): highest level,
 * all caveats, only the countries every source may go to (DESIGN §3). Its originator is that of the first
 * source of that level, whose word for the level it is said in.
 *
 * @throws RangeError when there is no source, or when no country may see all of them.
 */
export function joinLabels(labels: readonly Label[]): Label {
  const [first, ...rest] = labels;
  if (!first) throw new RangeError('a join needs at least one label');
  return rest.reduce((joined, label) => {
    const releasableTo = intersect(joined.releasableTo, label.releasableTo);
    if (releasableTo.length === 0) throw new RangeError('no country may see all of these sources together');
    return {
      level: Math.max(joined.level, label.level) as Level,
      caveats: [...new Set([...joined.caveats, ...label.caveats])].sort(),
      releasableTo,
      originator: label.level > joined.level ? label.originator : joined.originator,
    };
  }, first);
}

/** Whether `upper` is at least as strict as `lower` in every part: nobody who may see `upper` may not see `lower`. */
export function dominates(upper: Label, lower: Label): boolean {
  const reach = intersect(upper.releasableTo, lower.releasableTo);
  return (
    upper.level >= lower.level &&
    lower.caveats.every((caveat) => upper.caveats.includes(caveat)) &&
    reach.length === upper.releasableTo.length &&
    (upper.releasableTo[0] !== EVERY_STATE || lower.releasableTo[0] === EVERY_STATE)
  );
}

/** Whether a label lets a country know at all. */
export function goesTo({ releasableTo }: Pick<Label, 'releasableTo'>, country: Country): boolean {
  return releasableTo[0] === EVERY_STATE || releasableTo.some((one) => one === country);
}

function intersect(left: readonly string[], right: readonly string[]): string[] {
  if (left[0] === EVERY_STATE) return [...right];
  if (right[0] === EVERY_STATE) return [...left];
  return left.filter((country) => right.includes(country));
}
