import { EndpointGuard, Refusals } from '@app/access/nest/index.js';
import { readOpenApi } from '@app/contracts';
import { Endpoint, openApi } from '@app/platform';
import { Controller, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { SessionsModule } from '../sessions/sessions.module.js';
import { InstallationMode } from './installation.repository.js';
import { RequestTrail } from './request-trail.js';
import { TallyModule } from './tally.module.js';
import { TransactionInterceptor } from './transaction.interceptor.js';

@Controller()
class OpenApiController {
  readonly #description = openApi();

  @Endpoint(readOpenApi)
  read(): Record<string, unknown> {
    return this.#description;
  }
}

/** The HTTP edge: guard (closed by default) and transaction, for every route of the process. */
@Module({
  imports: [SessionsModule, TallyModule],
  controllers: [OpenApiController],
  providers: [
    InstallationMode,
    RequestTrail,
    { provide: Refusals, useExisting: RequestTrail },
    { provide: APP_GUARD, useClass: EndpointGuard },
    { provide: APP_INTERCEPTOR, useClass: TransactionInterceptor },
  ],
})
export class EdgeModule {}
