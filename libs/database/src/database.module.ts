import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { appDataSource, missingMigrations, type DatabaseLocation } from './data-source.js';
import { Database } from './database.js';
import { LISTENER, Listener } from './listener.js';

/** The services' connection pool, for a process that has one. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  static forRoot(location: DatabaseLocation, poolSize: number): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: Database,
          useFactory: async () => {
            const source = await appDataSource(location, poolSize).initialize();
            const missing = await missingMigrations(source);
            if (missing.length > 0) {
              await source.destroy();
              throw new Error(`the database lacks migrations (${missing.join(', ')}): set DATABASE_OWNER_URL for one start of agenda`);
            }
            return new Database(source);
          },
        },
        { provide: LISTENER, useFactory: () => new Listener(location) },
      ],
      exports: [Database, LISTENER],
    };
  }

  constructor(@Inject(Database) private readonly database: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
