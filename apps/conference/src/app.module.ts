import { LOG, type Log } from '@app/platform';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ConferenceConfig } from './conference.config.js';
import { ConferenceGateway } from './gateway/conference.gateway.js';
import { Rooms } from './rooms/rooms.js';
import { WorkerPool } from './sfu/worker-pool.js';

/**
 * Signalling and SFU. Needs `ConferenceConfig` from a global module beside the platform's log and bus, and the
 * socket.io adapter on the application. Exports the pool for health checks.
 */
@Module({
  providers: [
    {
      provide: WorkerPool,
      inject: [ConferenceConfig, LOG],
      useFactory: (config: ConferenceConfig, log: Log) => WorkerPool.create(config, log),
    },
    { provide: Rooms, inject: [WorkerPool], useFactory: (pool: WorkerPool) => new Rooms(pool) },
    ConferenceGateway,
  ],
  exports: [WorkerPool],
})
export class ConferenceModule implements OnApplicationShutdown {
  constructor(
    @Inject(Rooms) private readonly rooms: Rooms,
    @Inject(WorkerPool) private readonly pool: WorkerPool,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.rooms.close();
    this.pool.close();
  }
}
