import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { Bus, InProcessBus } from './bus/bus.js';
import { RedisBus } from './bus/redis-bus.js';
import { CONFIG, type Config } from './config/config.js';
import { HealthController } from './health/health.controller.js';
import { HealthRegistry } from './health/health.js';
import { ClientAddress } from './http/client-address.js';
import { ClosedGuard } from './http/closed.guard.js';
import { ErrorFilter } from './http/error.filter.js';
import { LOG } from './logging/log.token.js';
import type { Log } from './logging/log.js';

/** What every process has: settings, log, bus, health, the error filter. One instance, whatever it composes. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  static forRoot(config: Config, log: Log): DynamicModule {
    return {
      module: PlatformModule,
      controllers: [HealthController],
      providers: [
        { provide: CONFIG, useValue: config },
        ClientAddress,
        { provide: LOG, useValue: log },
        { provide: Bus, useFactory: () => createBus(config, log) },
        {
          provide: HealthRegistry,
          inject: [Bus],
          useFactory: (bus: Bus) => {
            const health = new HealthRegistry();
            health.add('bus', () => bus.ready());
            return health;
          },
        },
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_GUARD, useClass: ClosedGuard },
      ],
      exports: [CONFIG, LOG, Bus, HealthRegistry, ClientAddress],
    };
  }

  constructor(@Inject(Bus) private readonly bus: Bus) {}

  async onApplicationShutdown(): Promise<void> {
    await this.bus.close();
  }
}

function createBus(config: Config, log: Log): Bus {
  if (!config.redisUrl) return new InProcessBus();
  return new RedisBus(config.redisUrl, (topic) => log.warn({ topic }, 'message on the bus refused'));
}
