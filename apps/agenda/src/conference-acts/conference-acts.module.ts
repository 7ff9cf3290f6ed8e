import { Module } from '@nestjs/common';
import { ConferenceActsRepository } from './conference-acts.repository.js';
import { ConferenceActs } from './conference-acts.service.js';

@Module({ providers: [ConferenceActsRepository, ConferenceActs] })
export class ConferenceActsModule {}
