import {
  type AnnotationFromClient,
  annotationFromClient,
  annotationFromServer,
  busTopics,
  conferenceFromClient,
  conferenceFromServer,
  endpoints,
  type EndpointContract,
  type FromClient,
  type MessageContract,
  type Permission,
  PERMISSIONS,
} from '@app/contracts';
import { generateGrantKeys } from '@app/identity';
import { serveSocket, type SocketService } from '@app/platform';
import { z } from 'zod';
import { AnnotationGateway } from '../../apps/annotation/src/gateway/annotation.gateway.js';
import { ConferenceGateway } from '../../apps/conference/src/gateway/conference.gateway.js';
import { looseObjects } from '../support/loose-objects.js';

jest.mock('@app/platform', () => ({ ...jest.requireActual<object>('@app/platform'), serveSocket: jest.fn(() => () => undefined) }));

type AnyService = SocketService<FromClient, { identity: never }>;

/** Stands for a collaborator that is not asked in this test: every member is a function. */
function silent<T extends object>(): T {
  const member = () => () => undefined;
  return new Proxy({}, { get: member }) as T;
}

/** Builds a gateway of type G from silent collaborators, lets it bind its server, and gives back what it bound. */
function boundBy<Arguments extends unknown[]>(
  Gateway: new (...collaborators: Arguments) => { afterInit(server: never): void },
  known: Record<number, object> = {},
): AnyService {
  const collaborators = Array.from({ length: Gateway.length }, (_, index) => known[index] ?? silent()) as Arguments;
  jest.mocked(serveSocket).mockClear();
  new Gateway(...collaborators).afterInit(silent<never>());
  expect(serveSocket).toHaveBeenCalledTimes(1);
  return jest.mocked(serveSocket).mock.calls[0]?.[1] as unknown as AnyService;
}

/** Messages without a handler, and handlers without a message. */
function mismatch(messages: object, handlers: object): string[] {
  const has = (table: object, name: string) =>
    Object.hasOwn(table, name) && typeof (table as Record<string, unknown>)[name] !== 'undefined';
  return [...new Set([...Object.keys(messages), ...Object.keys(handlers)])].filter((name) => !has(messages, name) || !has(handlers, name));
}

const { publicKey } = generateGrantKeys();
const services = [
  { service: 'annotation', messages: annotationFromClient as FromClient, bound: () => boundBy(AnnotationGateway) },
  {
    service: 'conference',
    messages: conferenceFromClient as FromClient,
    bound: () => boundBy(ConferenceGateway, { 0: { grantPublicKey: publicKey } }),
  },
];

describe.each(services)('P1 every message of $service', ({ messages, bound }) => {
  it('has a permission that is known and not public', () => {
    const wrong = Object.entries(messages).filter(
      ([, { permission }]) => !Object.hasOwn(PERMISSIONS, permission) || PERMISSIONS[permission] === 'public',
    );
    expect(wrong.map(([name]) => name)).toEqual([]);
    expect(Object.keys(messages).length).toBeGreaterThan(0);
  });

  it('has a handler, and no handler is without a message', () => {
    const service = bound();
    expect(service.messages).toBe(messages);
    expect(mismatch(service.messages, service.handlers)).toEqual([]);
    expect(Object.values(service.handlers).filter((handler) => typeof handler !== 'function')).toEqual([]);
  });

  it('is refused to a connection whose grant gives nothing about meetings, except what is judged paper by paper', () => {
    const service = bound();
    const empty = { permissions: new Set<Permission>(), grant: { permissions: [] } } as never;
    const judgedByPaper: readonly Permission[] = ['annotation.read', 'annotation.note'];
    const open = Object.keys(PERMISSIONS).filter((permission) => service.permits(empty, permission as Permission));
    expect(open.filter((permission) => !judgedByPaper.includes(permission as Permission))).toEqual([]);
  });

  it('is dispatched at a limited rate', () => {
    const { rate } = bound();
    expect(rate.perSecond).toBeGreaterThan(0);
    expect(rate.burst / rate.perSecond).toBeLessThan(60);
  });
});

it('a message without a handler would be found', () => {
  const handlers: Partial<Record<keyof AnnotationFromClient | 'stray', () => void>> = Object.fromEntries(
    Object.keys(annotationFromClient).map((name) => [name, () => undefined]),
  );
  expect(mismatch(annotationFromClient, handlers)).toEqual([]);
  expect(mismatch(annotationFromClient, { ...handlers, 'document:open': undefined, stray: () => undefined })).toEqual([
    'document:open',
    'stray',
  ]);
  expect(mismatch({ constructor: 1 }, {})).toEqual(['constructor']);
});

describe('everything on the wire is strict', () => {
  type Named = [string, z.ZodType];
  const inputs = Object.entries<EndpointContract>(endpoints).flatMap(([name, { params, query, body, response }]): Named[] => [
    [`${name} params`, params],
    [`${name} query`, query],
    [`${name} body`, body],
    [`${name} response`, response],
  ]);
  const messages = [annotationFromClient, conferenceFromClient].flatMap((table) =>
    Object.entries<MessageContract>(table).flatMap(([name, { payload, reply }]): Named[] => [
      [`${name} payload`, payload],
      [`${name} reply`, reply],
    ]),
  );
  const notices = [annotationFromServer, conferenceFromServer, busTopics].flatMap((table) => Object.entries<z.ZodType>(table));

  it.each([
    ['requests and answers', inputs],
    ['messages', messages],
    ['notices', notices],
  ])('%s', (_, schemas) => {
    expect(schemas.length).toBeGreaterThan(5);
    expect(schemas.flatMap(([name, schema]) => looseObjects(schema).map((path) => `${name}${path}`))).toEqual([]);
  });

  it('a loose object is found wherever it hides', () => {
    const loose = z.object({ a: z.string() });
    const hiding: Record<string, z.ZodType> = {
      itself: loose,
      open: z.looseObject({}),
      catchall: z.object({}).catchall(z.string()),
      member: z.strictObject({ inner: loose }),
      array: z.array(loose),
      optional: loose.optional(),
      nullable: loose.nullable(),
      default: loose.default({ a: '' }),
      prefault: loose.prefault({ a: '' }),
      catch: loose.catch({ a: '' }),
      readonly: loose.readonly(),
      union: z.union([z.string(), loose]),
      discriminated: z.discriminatedUnion('k', [z.strictObject({ k: z.literal(1) }), z.object({ k: z.literal(2) })]),
      intersection: z.intersection(z.strictObject({}), loose),
      tuple: z.tuple([z.string(), loose]),
      rest: z.tuple([z.string()], loose),
      record: z.record(z.string(), loose),
      map: z.map(z.string(), loose),
      set: z.set(loose),
      pipe: z
        .string()
        .transform(() => ({ a: '' }))
        .pipe(loose),
      refined: loose.refine(() => true),
      lazy: z.lazy(() => loose),
      branded: loose.brand('b'),
      partial: loose.partial(),
    };
    for (const [name, schema] of Object.entries(hiding)) expect([name, looseObjects(schema).length]).toEqual([name, 1]);
    const strict = z.strictObject({ a: z.array(z.union([z.strictObject({}), z.null()])).optional() }).partial();
    expect(looseObjects(strict)).toEqual([]);
    expect(() => looseObjects(z.custom(() => true))).toThrow('custom');
  });
});
