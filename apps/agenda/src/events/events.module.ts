import { Module } from '@nestjs/common';
import { OutboxRelay } from './outbox-relay.js';
import { Outbox } from './outbox.js';

@Module({ providers: [Outbox, OutboxRelay], exports: [Outbox] })
export class EventsModule {}
