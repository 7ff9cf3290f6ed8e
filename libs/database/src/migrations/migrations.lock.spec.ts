import { createHash } from 'node:crypto';
import type { QueryRunner } from 'typeorm';
import { MIGRATIONS } from './index.js';

/**
 * What each migration tells the database. One that was released is not edited, and neither is what it takes from another
 * file: databases that ran it would keep the old text while new ones get the new. Write another one, and pin it here.
 */
const PINNED = {
  Foundation1763769600000: '5e5d94884edceb4f',
  Annotations1763856000000: '087c52d2439a0c23',
  AuditChain1763942400000: '8b9ec42cd41f1453',
  SignIn1764028800000: 'c116aaa3bf947b7a',
  Access1764115200000: '12aed8f80c3f6870',
  Administration1764201600000: 'be91edad1b4467a1',
  Receipts1764244800000: 'c1ca788ced2aa849',
  Surroundings1764288000000: '7edf284cd7f49be6',
  Visibility1764374400000: '763098c62d717fae',
  NewWayIn1764460800000: '2699ad58d2d4ee76',
  Offices1764547200000: '12c34c1e44ae0b7d',
  PapersSeen1764633600000: '049e60a2d7ec1a52',
  ConferenceActs1764720000000: '59fba2d1d3558419',
  WaysIn1764806400000: '99b53c868efa29e2',
  PapersByIndex1764892800000: '55973104862e0ac5',
  ReceiptsWithheld1764979200000: '8a6c53bf0fbdad98',
  TrailByIndex1765065600000: '9120014e8c094818',
  RaisedPapers1765152000000: '5af00ff318584c0b',
  Participants1765324800000: '4ca2fd4176c074e3',
  StandingRequests1765497600000: '395ffdde5dfc25dc',
  Asks1765584000000: 'e375dbbd4c613674',
  VisibleMeetings1765670400000: 'dc6e495c5f8630ff',
};

/** The statements of a migration, in order, as it would send them. */
async function statements(migration: (typeof MIGRATIONS)[number]): Promise<unknown[]> {
  const sent: unknown[] = [];
  await new migration().up({ query: async (...statement: unknown[]) => void sent.push(statement) } as unknown as QueryRunner);
  return sent;
}

describe('migrations are locked', () => {
  it('each is what it was when it was released', async () => {
    const hashes = await Promise.all(
      MIGRATIONS.map(async (migration) => [
        new migration().name,
        createHash('sha256')
          .update(JSON.stringify(await statements(migration)))
          .digest('hex')
          .slice(0, 16),
      ]),
    );
    expect(Object.fromEntries(hashes)).toEqual(PINNED);
  });
});
