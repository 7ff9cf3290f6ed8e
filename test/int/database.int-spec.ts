import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemContext } from '@app/identity';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { ROLES_SQL } from '../../libs/database/src/embedded/roles.js';

describe('database', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.close());

  it('has the roles operators are given as a file', () => {
    const file = readFileSync(join(__dirname, '../../libs/database/sql/roles.sql'), 'utf8');
    expect(file.slice(file.indexOf('DO $$'))).toBe(ROLES_SQL);
  });

  it('shows no row to a transaction whose purpose opens nothing', async () => {
    const rows = await db.database.transaction(systemContext('relay'), (ctx) => ctx.transaction.query('select * from accounts'));
    expect(rows).toEqual([]);
  });
});
