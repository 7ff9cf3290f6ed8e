import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import express from 'express';
import { CONFIG, type Config } from '../config/config.js';

type Trusts = (address: string, hop: number) => boolean;

/**
 * The address a line comes from, for what Express does not handle (socket handshakes): the first of X-Forwarded-For,
 * from its end, that no trusted proxy vouches for. The same setting and the same reading as `request.ip`.
 */
@Injectable()
export class ClientAddress {
  readonly #trusts: Trusts;

  constructor(@Inject(CONFIG) { trustedProxies }: Pick<Config, 'trustedProxies'>) {
    this.#trusts = express().set('trust proxy', trustedProxies).get('trust proxy fn') as Trusts;
  }

  of({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string | null {
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    const hops = [
      socket.remoteAddress ?? '',
      ...forwarded
        .map((part) => part.trim())
        .filter(Boolean)
        .reverse(),
    ];
    return hops.find((address, hop) => !this.#trusts(address, hop)) ?? hops.at(-1) ?? null;
  }
}
