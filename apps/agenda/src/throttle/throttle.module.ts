import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ThrottleRepository } from './throttle.repository.js';
import { Throttle } from './throttle.service.js';

@Module({ imports: [SessionsModule], providers: [ThrottleRepository, Throttle], exports: [Throttle] })
export class ThrottleModule {}
