import { type EndpointInput, reportViolation } from '@app/contracts';
import { AppError, Endpoint, Input, LOG, type Log, TokenBucket } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { violationsOf } from './violation.js';

/** Of all senders together, because nobody is signed in here: a page that is broken is broken for many, and one line is enough. */
const PER_SECOND = 2;
const BURST = 40;

@Controller()
class ReportsController {
  readonly #bucket = new TokenBucket(PER_SECOND, BURST);

  constructor(@Inject(LOG) private readonly log: Log) {}

  @Endpoint(reportViolation)
  report(@Input() { body }: EndpointInput<typeof reportViolation>): Record<string, never> {
    const violations = violationsOf(body);
    if (!this.#bucket.take(violations.length)) throw new AppError('too_many_requests');
    for (const violation of violations) this.log.warn(violation, 'content security policy violated');
    return {};
  }
}

/** What browsers tell of violated policies; operators find it in the log. */
@Module({ controllers: [ReportsController] })
export class ReportsModule {}
