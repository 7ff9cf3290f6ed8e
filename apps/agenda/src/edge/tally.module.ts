import { Module } from '@nestjs/common';
import { Tally } from './tally.service.js';

@Module({ providers: [Tally], exports: [Tally] })
export class TallyModule {}
