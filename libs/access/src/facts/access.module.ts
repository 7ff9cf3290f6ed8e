import { AuditTrail } from '@app/audit';
import { Database } from '@app/database';
import { Global, Module } from '@nestjs/common';
import { AccessService } from './access.service.js';
import { Places } from './places.js';

/** The decision with its facts and the trail it writes; global, because every feature asks it. */
@Global()
@Module({
  providers: [
    Places,
    { provide: AuditTrail, inject: [Database], useFactory: (database: Database) => new AuditTrail(database) },
    {
      provide: AccessService,
      inject: [Database, AuditTrail],
      useFactory: (database: Database, audit: AuditTrail) => new AccessService(database, audit),
    },
  ],
  exports: [AccessService, AuditTrail, Places],
})
export class AccessModule {}
