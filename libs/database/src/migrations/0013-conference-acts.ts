import type { MigrationInterface, QueryRunner } from 'typeorm';
import { purpose, secure } from './policies.js';

/** Media nodes tell what they did until they hear that it is written: each is written once, however often it was told. */
export class ConferenceActs1764720000000 implements MigrationInterface {
  readonly name = 'ConferenceActs1764720000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `create table conference_acts (
        id uuid primary key,
        told_at timestamptz not null default now())`,
      `create index conference_acts_told on conference_acts(told_at)`,
      ...secure('conference_acts', { select: purpose('audit'), insert: purpose('audit'), delete: purpose('audit') }),
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what was written is not forgotten by undoing a migration');
  }
}
