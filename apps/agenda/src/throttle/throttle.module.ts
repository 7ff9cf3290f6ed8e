import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TallyModule } from '../edge/tally.module.js';
import { ThrottleRepository } from './throttle.repository.js';
import { Throttle } from './throttle.service.js';

@Module({ imports: [SessionsModule, TallyModule], providers: [ThrottleRepository, Throttle], exports: [Throttle] })
export class ThrottleModule {}
