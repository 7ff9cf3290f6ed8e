import type { z } from 'zod';
import type { failureSchema } from '../errors.js';
import type { Permission } from '../permissions.js';

/** A message from a client: always acknowledged, with data or with a failure. */
export interface MessageContract<Payload extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  readonly permission: Permission;
  readonly payload: Payload;
  readonly reply: Reply;
}

/** Declares a message: one file, one schema, one permission (house rule 7). */
export function message<Payload extends z.ZodType, Reply extends z.ZodType>(
  contract: MessageContract<Payload, Reply>,
): MessageContract<Payload, Reply> {
  return contract;
}

export type FromClient = Readonly<Record<string, MessageContract>>;
/** Notices from the server: a schema each, parsed on arrival too. */
export type FromServer = Readonly<Record<string, z.ZodType>>;

export type Acknowledgement<Data> = { ok: true; data: Data } | ({ ok: false } & z.infer<typeof failureSchema>);

/** socket.io event map of what clients may send. */
export type ClientEvents<M extends FromClient> = {
  [K in keyof M & string]: (
    payload: z.input<M[K]['payload']>,
    acknowledge: (answer: Acknowledgement<z.output<M[K]['reply']>>) => void,
  ) => void;
};
/** socket.io event map of what servers may send. */
export type ServerEvents<N extends FromServer> = { [K in keyof N & string]: (payload: z.input<N[K]>) => void };

/** A handler for every message: a member without one does not compile. */
export type Handlers<M extends FromClient, Connection> = {
  [K in keyof M & string]: (connection: Connection, payload: z.output<M[K]['payload']>) => Promise<z.input<M[K]['reply']>>;
};
