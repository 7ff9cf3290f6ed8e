import {
  ConfigError,
  createLog,
  HealthRegistry,
  loadConfig,
  PlatformModule,
  runProcess,
  startApplication,
  type Config,
} from '@app/platform';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ConferenceModule } from './app.module.js';
import { ConferenceConfig, conferenceConfigOf } from './conference.config.js';
import { WorkerPool } from './sfu/worker-pool.js';

@Global()
@Module({})
class SettingsModule {
  static of(config: Config, grantPublicKey: string): DynamicModule {
    return {
      module: SettingsModule,
      providers: [{ provide: ConferenceConfig, useValue: conferenceConfigOf(config, grantPublicKey) }],
      exports: [ConferenceConfig],
    };
  }
}

@Module({})
class NodeModule {}

/** One media node by itself: signalling and SFU of a country. */
runProcess(async (closing) => {
  const config = loadConfig('conference', process.env);
  if (config.grantPublicKey === null) throw new ConfigError(['GRANT_PUBLIC_KEY: needed by conference']);
  const log = createLog({ level: config.logLevel, service: 'conference' });
  const node: DynamicModule = {
    module: NodeModule,
    imports: [PlatformModule.forRoot(config, log), SettingsModule.of(config, config.grantPublicKey), ConferenceModule],
  };
  const running = await startApplication(node, config, log);
  closing.add(() => running.close());
  const pool = running.app.get(WorkerPool);
  // A node without media is of no use to anybody; in the one-process form papers go on without it.
  running.app.get(HealthRegistry).add('media', () => pool.ready);
  log.info({ url: running.url }, 'conference ready');
});
