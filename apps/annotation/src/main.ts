import { AccessModule } from '@app/access/facts/index.js';
import { PublicEndpointGuard } from '@app/access/nest/index.js';
import { Database, DatabaseModule } from '@app/database';
import { GrantVerifierModule } from '@app/identity';
import { closeOnSignals, createLog, HealthRegistry, loadConfig, PlatformModule, startApplication, startOrExit } from '@app/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AnnotationModule } from './app.module.js';

@Module({})
class AnnotationProcess {}

/** The realtime gateway by itself. */
startOrExit(async () => {
  const config = loadConfig('annotation', process.env);
  const log = createLog({ level: config.logLevel, service: 'annotation' });
  const root: DynamicModule = {
    module: AnnotationProcess,
    imports: [
      PlatformModule.forRoot(config, log),
      DatabaseModule.forRoot({ url: config.databaseUrl ?? '' }, config.databasePool),
      GrantVerifierModule.forRoot(config.grantPublicKey ?? ''),
      AccessModule,
      AnnotationModule,
    ],
    providers: [{ provide: APP_GUARD, useClass: PublicEndpointGuard }],
  };
  const running = await startApplication(root, config, log);
  const database = running.app.get(Database);
  running.app.get(HealthRegistry).add('database', () => database.ready());
  closeOnSignals(() => running.close(), log);
  log.info({ url: running.url }, 'annotation ready');
});
