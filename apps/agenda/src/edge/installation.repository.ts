import { Database } from '@app/database';
import { systemContext } from '@app/identity';
import { CONFIG, type Config, ConfigError } from '@app/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

/**
 * A database is a demonstration's or it is not, from its first start on. Started in the other mode, the product would
 * let a demo's sessions open real papers, or put one-click accounts beside real ones.
 */
@Injectable()
export class InstallationMode implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Database) private readonly database: Database,
  ) {}

  async onModuleInit(): Promise<void> {
    const { mode } = this.config;
    const kept = await this.database.transaction(systemContext('provisioning'), async (ctx) => {
      await ctx.transaction.query('insert into installation (mode) values ($1) on conflict do nothing', [mode]);
      const [row] = await ctx.transaction.query<{ mode: string }>('select mode from installation');
      return row?.mode;
    });
    if (kept !== mode) throw new ConfigError([`MAJLIS_MODE: this database was created in ${kept} mode and stays in it`]);
  }
}
