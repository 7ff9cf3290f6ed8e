import { DatabaseModule, Database, migrate } from '@app/database';
import { createLog, HealthRegistry, loadConfig, PlatformModule, runProcess, startApplication } from '@app/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { AgendaModule } from './agenda.module.js';
import { DemoSeeder } from './demo/demo.seeder.js';
import { serveBuiltClient } from './edge/client.middleware.js';

@Module({})
class AgendaProcess {}

/** The HTTP API by itself; migrates when it is given the owner's address. */
runProcess(async (closing) => {
  const config = loadConfig('agenda', process.env);
  const log = createLog({ level: config.logLevel, service: 'agenda' });
  if (config.databaseOwnerUrl) {
    const ran = await migrate({ url: config.databaseOwnerUrl });
    log.info({ migrations: ran }, 'database is up to date');
  }
  const imports = [
    PlatformModule.forRoot(config, log),
    DatabaseModule.forRoot({ url: config.databaseUrl ?? '' }, config.databasePool),
    AgendaModule,
  ];
  const root: DynamicModule = { module: AgendaProcess, imports };
  const running = await startApplication(root, config, log, serveBuiltClient(config));
  closing.add(() => running.close());
  const database = running.app.get(Database);
  running.app.get(HealthRegistry).add('database', () => database.ready());
  await running.app.get(DemoSeeder).seed((step) => log.info({ step }, 'creating the demo'));
  log.info({ url: running.url }, 'agenda ready');
});
