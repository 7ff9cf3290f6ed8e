import { Database, DatabaseModule } from '@app/database';
import { GrantVerifierModule } from '@app/identity';
import { ConfigError, createLog, HealthRegistry, loadConfig, PlatformModule, runProcess, startApplication } from '@app/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { AnnotationModule } from './app.module.js';

@Module({})
class AnnotationProcess {}

/** The realtime gateway by itself; agenda migrates the database before. */
runProcess(async (closing) => {
  const config = loadConfig('annotation', process.env);
  if (config.databaseUrl === null) throw new ConfigError(['DATABASE_URL: needed by annotation']);
  if (config.grantPublicKey === null) throw new ConfigError(['GRANT_PUBLIC_KEY: needed by annotation']);
  const log = createLog({ level: config.logLevel, service: 'annotation' });
  const root: DynamicModule = {
    module: AnnotationProcess,
    imports: [
      PlatformModule.forRoot(config, log),
      DatabaseModule.forRoot({ url: config.databaseUrl }, config.databasePool),
      GrantVerifierModule.forRoot(config.grantPublicKey),
      AnnotationModule,
    ],
  };
  const running = await startApplication(root, config, log);
  closing.add(() => running.close());
  const database = running.app.get(Database);
  running.app.get(HealthRegistry).add('database', () => database.ready());
  log.info({ url: running.url }, 'annotation ready');
});
