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

/** Paths within a schema of objects that let members through which they do not name. */
export function looseObjects(schema: Node, path = '', seen = new Set<Node>()): string[] {
  if (seen.has(schema)) return [];
  const visited = new Set(seen).add(schema);
  const definition = definitionOf(schema);
  const into = (child: unknown, step: string): string[] => (child ? looseObjects(child as Node, path + step, visited) : []);
  if (definition.type === 'object') {
    const catchall = definition['catchall'] as Node | undefined;
    const own = catchall && definitionOf(catchall).type === 'never' ? [] : [path || '(itself)'];
    return [...own, ...Object.entries(definition['shape'] as Record<string, Node>).flatMap(([name, child]) => into(child, `.${name}`))];
  }
  if (definition.type === 'lazy') return into((definition['getter'] as () => Node)(), '');
  if (LEAVES.has(definition.type)) return [];
  const children = CHILDREN[definition.type];
  if (!children) throw new TypeError(`no way known into a schema of kind ${definition.type} at ${path || '(itself)'}`);
  return children.flatMap((name) => [definition[name]].flat().flatMap((child, index) => into(child, `<${definition.type} ${index}>`)));
}
