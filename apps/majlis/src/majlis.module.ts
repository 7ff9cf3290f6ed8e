import { DatabaseModule, type DatabaseLocation } from '@app/database';
import { GrantVerifierModule } from '@app/identity';
import { type Config, type Log, PlatformModule } from '@app/platform';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AgendaModule } from '../../agenda/src/agenda.module.js';
import { AnnotationModule } from '../../annotation/src/app.module.js';
import { ConferenceModule } from '../../conference/src/app.module.js';
import { ConferenceConfig, conferenceConfigOf } from '../../conference/src/conference.config.js';

@Global()
@Module({})
class ConferenceSettings {}

/** The whole product in one process: the modules of the three services, one settings, one pool, one bus. */
@Module({})
export class MajlisModule {
  static forRoot(config: Config & { grantPublicKey: string }, log: Log, database: DatabaseLocation): DynamicModule {
    const settings: DynamicModule = {
      module: ConferenceSettings,
      providers: [{ provide: ConferenceConfig, useValue: conferenceConfigOf(config, config.grantPublicKey) }],
      exports: [ConferenceConfig],
    };
    return {
      module: MajlisModule,
      imports: [
        PlatformModule.forRoot(config, log),
        DatabaseModule.forRoot(database, config.databasePool),
        GrantVerifierModule.forRoot(config.grantPublicKey),
        settings,
        AgendaModule,
        AnnotationModule,
        ConferenceModule,
      ],
    };
  }
}
