import { endpoint, endpoints, type EndpointContract, type EndpointName, PERMISSIONS } from '@app/contracts';
import { Endpoint, endpointOf, openApi } from '@app/platform';
import { Controller, Get, Module, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { z } from 'zod';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf } from '../support/api-client.js';

/** What nobody has to be signed in for. Pinned: a new one is a decision, and shows here as a diff. */
const PUBLIC: readonly EndpointName[] = [
  'readLiveness',
  'readReadiness',
  'readOpenApi',
  'reportViolation',
  'readSession',
  'listPersonas',
  'signInAsPersona',
  'signInWithPassword',
  'startPasskeySignIn',
  'signInWithPasskey',
  'listProviders',
  'startOidc',
  'finishOidc',
  'openEnrolment',
  'readEnrolmentPasskey',
  'finishEnrolment',
];

const CANARY = 'CANARY-7f3a';
const response = z.strictObject({ text: z.string() });
const undecidedObject = endpoint({
  method: 'GET',
  path: '/api/audit-undecided-object',
  permission: 'document.read',
  summary: 'No decision',
  response,
});
const undecidedSystem = endpoint({
  method: 'GET',
  path: '/api/audit-undecided-system',
  permission: 'audit.read',
  summary: 'No decision',
  response,
});
const talkative = endpoint({
  method: 'GET',
  path: '/api/audit-talkative',
  permission: 'preferences.edit',
  summary: 'More than it promised',
  response: z.strictObject({}),
});
const sober = endpoint({ method: 'GET', path: '/api/audit-sober', permission: 'preferences.edit', summary: 'What it promised', response });

/** Handlers that somebody could write by mistake; the edge has to hold anyway. */
@Controller()
class MistakenController {
  @Get('/api/audit-unbound')
  unbound(): { text: string } {
    return { text: CANARY };
  }
  @Endpoint(undecidedObject)
  undecidedObject(): { text: string } {
    return { text: CANARY };
  }
  @Endpoint(undecidedSystem)
  undecidedSystem(): { text: string } {
    return { text: CANARY };
  }
  @Endpoint(talkative)
  talkative(): { text: string } {
    return { text: CANARY };
  }
  @Endpoint(sober)
  sober(): { text: string } {
    return { text: CANARY };
  }
}

@Module({ controllers: [MistakenController] })
class MistakenModule {}

interface Route {
  readonly handler: string;
  readonly verb: string;
  readonly path: string;
  readonly contract: EndpointContract | undefined;
}

/** Every handler Nest would serve, found by the metadata Nest itself routes by. */
function routesOf(app: AgendaApp): Route[] {
  const scanner = new MetadataScanner();
  const controllers = [...app.running.app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    const prototype = (metatype as { prototype: Record<string, object> }).prototype;
    const prefixes = [Reflect.getMetadata(PATH_METADATA, metatype as object) as string | string[]].flat();
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      const verb = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
      if (!handler || verb === undefined) return [];
      const paths = [Reflect.getMetadata(PATH_METADATA, handler) as string | string[]].flat();
      return prefixes.flatMap((prefix) =>
        paths.map((path) => ({
          handler: `${(metatype as { name: string }).name}.${name}`,
          verb: RequestMethod[verb],
          path: `/${prefix}/${path}`.replace(/\/+/g, '/'),
          contract: endpointOf(handler),
        })),
      );
    });
  });
}

interface ExpressLayer {
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
}

/** What the HTTP router really answers, whoever registered it. */
function routerOf(app: AgendaApp): string[] {
  const express = app.running.app.getHttpAdapter().getInstance() as { router: { stack: ExpressLayer[] } };
  return express.router.stack.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((verb) => `${verb.toUpperCase()} ${String(route.path)}`) : [],
  );
}

const isMistake = ({ handler }: Route) => handler.startsWith(`${MistakenController.name}.`);
const addressOf = ({ method, path }: Pick<EndpointContract, 'method' | 'path'>) => `${method} ${path}`;

describe('P1 every route goes through the decision', () => {
  let app: AgendaApp;
  let routes: Route[];
  let administrator: ApiClient;
  beforeAll(async () => {
    app = await startAgenda({}, [MistakenModule]);
    routes = routesOf(app);
    administrator = await app.as('administrator');
  });
  afterAll(() => app.close());

  it('each handler is bound to an endpoint of the contracts, with its verb and path', () => {
    const known = new Set<EndpointContract>(Object.values(endpoints));
    const unbound = routes.filter(({ contract }) => !contract || !known.has(contract));
    // The mistakes of this file are found, and nothing else is.
    expect(unbound.filter((route) => !isMistake(route))).toEqual([]);
    expect(unbound.filter(isMistake)).toHaveLength(5);
    for (const { handler, verb, path, contract } of routes) {
      if (contract) expect([handler, `${verb} ${path}`]).toEqual([handler, addressOf(contract)]);
    }
  });

  it('each endpoint has exactly one handler', () => {
    const handlers = Object.entries<EndpointContract>(endpoints).map(([name, contract]) => [
      name,
      routes.filter((route) => route.contract === contract).length,
    ]);
    expect(handlers.filter(([, count]) => count !== 1)).toEqual([]);
    expect(routes.filter((route) => !isMistake(route))).toHaveLength(Object.keys(endpoints).length);
  });

  it('each address is there once, and the router knows no other', () => {
    const addresses = Object.values<EndpointContract>(endpoints).map(addressOf);
    expect(new Set(addresses).size).toBe(addresses.length);
    // Two patterns that differ only in a parameter's name are the same address.
    const shapes = addresses.map((address) => address.replace(/:\w+/g, ':'));
    expect(new Set(shapes).size).toBe(shapes.length);
    const served = routerOf(app).filter((address) => !address.includes('/api/audit-'));
    expect(served.sort()).toEqual([...addresses].sort());
  });

  it('each permission exists', () => {
    const unknown = Object.values<EndpointContract>(endpoints).filter(({ permission }) => !Object.hasOwn(PERMISSIONS, permission));
    expect(unknown).toEqual([]);
  });

  it('the public endpoints are these and no others', () => {
    const open = Object.entries<EndpointContract>(endpoints).filter(([, { permission }]) => PERMISSIONS[permission] === 'public');
    expect(open.map(([name]) => name)).toEqual(PUBLIC);
  });

  it('the OpenAPI description has them all and no others', async () => {
    const served = await app.anonymous().fetch('GET', endpoints.readOpenApi.path);
    expect(served.status).toBe(200);
    expect(served.json).toEqual(JSON.parse(JSON.stringify(openApi())));
    const { paths } = served.json as { paths: Record<string, Record<string, { operationId: string; 'x-permission': string }>> };
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([verb, { operationId, 'x-permission': permission }]) => [
        operationId,
        `${verb.toUpperCase()} ${path}`,
        permission,
      ]),
    );
    const declared = Object.entries<EndpointContract>(endpoints).map(([name, contract]) => [
      name,
      addressOf(contract).replace(/:(\w+)/g, '{$1}'),
      contract.permission,
    ]);
    expect(described.sort()).toEqual(declared.sort());
  });

  it('refuses whoever is not signed in on each of them, before looking at what he sent', async () => {
    const stranger = app.anonymous();
    for (const [name, { method, path, permission }] of Object.entries<EndpointContract>(endpoints)) {
      const answer = await stranger.fetch(
        method,
        path.replace(/:\w+/g, 'x'),
        method === 'GET' ? {} : { body: '{"unexpected":1}', headers: { 'content-type': 'application/json' } },
      );
      const refused = answer.status === 401 && codeOf(answer) === 'not_signed_in';
      expect([name, refused]).toEqual([name, PERMISSIONS[permission] !== 'public']);
    }
  });

  it('an unbound handler is refused as if it did not exist', async () => {
    for (const client of [app.anonymous(), administrator]) {
      const answer = await client.fetch('GET', '/api/audit-unbound');
      expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
      expect(answer.text).not.toContain(CANARY);
    }
  });

  it.each([undecidedObject, undecidedSystem, talkative])('$path answers nothing: $summary', async ({ path }) => {
    const answer = await administrator.fetch('GET', path);
    expect([answer.status, codeOf(answer)]).toEqual([500, 'internal']);
    expect(answer.text).not.toContain(CANARY);
    expect(Object.keys((answer.json as { error: object }).error).sort()).toEqual(['code', 'requestId']);
  });

  it('a handler that keeps its promises does answer', async () => {
    expect((await administrator.fetch('GET', sober.path)).json).toEqual({ text: CANARY });
  });
});
