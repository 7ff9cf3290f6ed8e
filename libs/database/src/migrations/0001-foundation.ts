import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FACT_FUNCTIONS, SETTINGS } from './0001-facts.js';
import { POLICIES } from './0001-policies.js';
import { TABLES } from './0001-tables.js';

/** First migration: tables, the functions that know who is asking, and row-level security on every table. */
export class Foundation1763769600000 implements MigrationInterface {
  readonly name = 'Foundation1763769600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...SETTINGS, ...TABLES, ...FACT_FUNCTIONS, ...POLICIES]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('the first migration is not undone: drop the database instead');
  }
}
