import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditTrail, Sealer, Witness } from '@app/audit';
import { requestContext } from '@app/identity';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import type { DataSource, EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { CheckpointSigner } from '../../../libs/audit/src/seal/checkpoint.js';
import { keyRing } from '../../../tools/audit-verify/format.mjs';
import { verifyTrail, type Verdict } from '../../../tools/audit-verify/trail.mjs';
import type { Random } from './random.js';

class Undo extends Error {}

/** A trail written and sealed by the product, an attacker who is the database's superuser, and the verifier. */
export class TrailWorld {
  private constructor(
    private readonly db: TestDatabase,
    private readonly superuser: DataSource,
    private readonly folder: string,
    readonly keys: Map<string, KeyObject>,
    /** The file outside of the database. */
    readonly file: string,
    /** The key of the installation, as if stolen. */
    readonly stolen: CheckpointSigner,
    /** A key of the attacker's own. */
    readonly own: CheckpointSigner,
  ) {}

  static async create(entries: number, random: Random): Promise<TrailWorld> {
    const db = await createTestDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'majlis-proof-audit-'));
    const witness = await Witness.open(folder, null);
    const sealer = new Sealer(db.database, witness);
    const trail = new AuditTrail(db.database);
    for (let written = 0, acts = 0; written < entries; acts += 1) {
      const actor = { accountId: uuid(), sessionId: uuid(), assurance: 2 as const, ceiling: 4 as const };
      const ctx = requestContext({ actor, network: random.pick(['10.0.0.1', '2001:db8::1', null]) });
      const count = Math.min(random.below(5) + 1, entries - written);
      await db.database.transaction(ctx, async (bound) => {
        for (let n = 0; n < count; n += 1) {
          if (random.below(2) === 0) await trail.record(bound, 'view.served', viewServed(n), 'allowed');
          else await trail.record(bound, 'document.uploaded', documentUploaded(random), 'done');
        }
      });
      written += count;
      if (acts % 25 === 0) await sealer.seal();
    }
    await sealer.seal();
    const superuser = await db.superuser();
    // What only guards against accidents, a superuser takes away: the proof is about the chain.
    await superuser.query(`alter table audit_entries alter column seq drop identity;
      alter table audit_entries drop constraint audit_entries_pkey, drop constraint audit_entries_outcome_check;
      alter table audit_chain drop constraint audit_chain_pkey, drop constraint audit_chain_seq_key, drop constraint audit_chain_number_check;
      alter table audit_checkpoints drop constraint audit_checkpoints_pkey, drop constraint audit_checkpoints_number_check;
      create index on audit_entries(seq); create index on audit_chain(number); create index on audit_chain(seq); analyze`);
    const names = await readdir(folder);
    const pems = await Promise.all(names.filter((name) => name.endsWith('.pub.pem')).map((name) => readFile(join(folder, name), 'utf8')));
    const own = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const file = await readFile(join(folder, 'checkpoints.log'), 'utf8');
    return new TrailWorld(db, superuser, folder, keyRing(pems), file, witness.signer, new CheckpointSigner(own));
  }

  /** Ten minutes later: whatever is outside of the chain by then has no excuse. */
  verify(manager: EntityManager | DataSource = this.superuser, file = this.file): Promise<Verdict> {
    const now = BigInt(Date.now() + 600_000) * 1000n;
    const query = (sql: string, parameters: unknown[] = []) => manager.query<Record<string, unknown>[]>(sql, parameters);
    return verifyTrail(query, { keys: this.keys, files: [{ name: 'checkpoints.log', text: file }], now });
  }

  /** Lets the attacker work, looks, and undoes what he did. @param attack answers the file as he leaves it */
  async attacked(attack: (manager: EntityManager) => Promise<string | undefined>): Promise<Verdict> {
    let verdict: Verdict | undefined;
    await this.superuser
      .transaction(async (manager) => {
        const file = await attack(manager);
        verdict = await this.verify(manager, file);
        throw new Undo();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undo)) throw error;
      });
    if (!verdict) throw new Error('the attack did not end');
    return verdict;
  }

  async close(): Promise<void> {
    await this.db.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

const LABEL = { level: 2 as const, caveats: ['NET'], releasableTo: ['BH' as const], originator: 'BH' as const };

function viewServed(part: number) {
  return { viewId: uuid(), versionId: uuid(), part: `${part}+65536`, action: 'document.read' as const, label: LABEL };
}

function documentUploaded(random: Random) {
  return { documentId: uuid(), versionId: uuid(), itemId: uuid(), label: LABEL, sha256: random.hex(32), pages: random.below(300) + 1 };
}
