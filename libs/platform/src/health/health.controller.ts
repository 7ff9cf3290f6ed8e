import { readLiveness, readReadiness } from '@app/contracts';
import { Controller, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Endpoint } from '../http/endpoint.decorator.js';
import { HealthRegistry } from './health.js';

/** `/health/live` and `/health/ready`, the same in every process. */
@Controller()
export class HealthController {
  constructor(@Inject(HealthRegistry) private readonly health: HealthRegistry) {}

  @Endpoint(readLiveness)
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Endpoint(readReadiness)
  async ready(@Res({ passthrough: true }) response: Response): Promise<Awaited<ReturnType<HealthRegistry['ready']>>> {
    const state = await this.health.ready();
    if (state.status !== 'ok') response.status(503);
    return state;
  }
}
