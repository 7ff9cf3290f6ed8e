import type { z } from 'zod';

type Definition = Readonly<Record<string, unknown>> & { readonly type: string };
type Node = z.ZodType;

const definitionOf = (schema: Node) => schema._zod.def as unknown as Definition;

/** Kinds that hold no other schema. */
const LEAVES = new Set([
  'string',
  'number',
  'int',
  'bigint',
  'boolean',
  'date',
  'null',
  'undefined',
  'literal',
  'enum',
  'never',
  'unknown',
  'any',
  'void',
  'template_literal',
  'transform',
]);
/** Members of a definition that are schemas, by kind. A kind that is not here is refused, so that none is passed over. */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  array: ['element'],
  optional: ['innerType'],
  nullable: ['innerType'],
  default: ['innerType'],
  prefault: ['innerType'],
  nonoptional: ['innerType'],
  catch: ['innerType'],
  readonly: ['innerType'],
  promise: ['innerType'],
  success: ['innerType'],
  union: ['options'],
  intersection: ['left', 'right'],
  tuple: ['items', 'rest'],
  record: ['keyType', 'valueType'],
  map: ['keyType', 'valueType'],
  set: ['valueType'],
  pipe: ['in', 'out'],
};

interface Found {
  readonly path: string;
  readonly schema: Node;
  readonly definition: Definition;
}

/** A schema and every schema within it. `enter` says whether to look inside one. */
function nodesOf(schema: Node, enter: (found: Found) => boolean = () => true, path = '', seen = new Set<Node>()): Found[] {
  if (seen.has(schema)) return [];
  const visited = new Set(seen).add(schema);
  const definition = definitionOf(schema);
  const found = { path, schema, definition };
  const into = (child: unknown, step: string): Found[] => (child ? nodesOf(child as Node, enter, path + step, visited) : []);
  if (LEAVES.has(definition.type) || !enter(found)) return [found];
  if (definition.type === 'object') {
    const shape = definition['shape'] as Record<string, Node>;
    return [found, ...Object.entries(shape).flatMap(([name, child]) => into(child, `.${name}`))];
  }
  if (definition.type === 'lazy') return [found, ...into((definition['getter'] as () => Node)(), '')];
  const children = CHILDREN[definition.type];
  if (!children) throw new TypeError(`no way known into a schema of kind ${definition.type} at ${path || '(itself)'}`);
  return [
    found,
    ...children.flatMap((name) => [definition[name]].flat().flatMap((child, index) => into(child, `<${definition.type} ${index}>`))),
  ];
}

/** Paths within a schema of objects that let members through which they do not name. */
export function looseObjects(schema: Node): string[] {
  return nodesOf(schema)
    .filter(({ definition }) => {
      const catchall = definition['catchall'] as Node | undefined;
      return definition.type === 'object' && !(catchall && definitionOf(catchall).type === 'never');
    })
    .map(({ path }) => path || '(itself)');
}

/** Where a schema takes a text, each with what parses it: checks and cleaning included. */
export function texts(schema: Node): { path: string; schema: Node }[] {
  const fromText = ({ definition }: Pick<Found, 'definition'>): boolean =>
    definition.type === 'string' || (definition.type === 'pipe' && fromText({ definition: definitionOf(definition['in'] as Node) }));
  return nodesOf(schema, (found) => !fromText(found)).filter(fromText);
}
