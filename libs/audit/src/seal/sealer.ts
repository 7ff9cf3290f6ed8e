import type { Database, TransactionContext } from '@app/database';
import { systemContext } from '@app/identity';
import type { Checkpoint } from './checkpoint.js';
import { digestOf, GENESIS, nextHash, SEALED_COLUMNS, type SealedEntry } from './chain.js';
import type { Witness } from './witness.js';

/** Of all processes, one seals at a time. */
const SEAL_LOCK = 7_201_002;
/** Entries of one batch: about a megabyte. */
const BATCH = 2_000;

/** The chain in the database contradicts what was signed and kept outside of it: somebody took entries back. */
export class ChainConflict extends Error {
  constructor(readonly number: string) {
    super(`the audit trail in the database is not the one whose checkpoint ${number} is in the file outside of it`);
    this.name = 'ChainConflict';
  }
}

interface Head {
  readonly number: string;
  readonly hash: Buffer;
}
interface Batch {
  readonly rows: readonly SealedEntry[];
  /** Where the chain stands. */
  readonly head: Head;
  /** When this was read, by the database's clock: as its own text, and in microseconds since 1970 UTC. */
  readonly time: string;
  readonly at: string;
  /** The oldest transaction that was running. */
  readonly xmin: string;
  /** The newest position anybody could see. */
  readonly newest: string;
}

/**
 * Chains committed entries and signs where the chain stands (ADR 9).
 *
 * An entry is taken when no running transaction is older than its own: then nothing can be committed any more that
 * belongs before it, and the order (transaction, position) is final. Entries whose transaction id lies in the future
 * come from another life of the database (a restored backup); they are final too.
 */
export class Sealer {
  /** Every position up to here is sealed or will never be used; what is above is looked at. */
  #floor = '0';
  /** A later floor, good once every transaction older than `xid` has ended: only they can have drawn such a position. */
  #nextFloor: { readonly newest: string; readonly xid: string } | null = null;
  #agreed = false;

  constructor(
    private readonly database: Database,
    private readonly witness: Witness,
  ) {}

  /** Seals all that can be sealed now. @returns how many entries. @throws ChainConflict */
  async seal(): Promise<number> {
    let sealed = 0;
    for (;;) {
      const count = await this.#batch();
      sealed += count;
      if (count < BATCH) return sealed;
    }
  }

  async #batch(): Promise<number> {
    const done = await this.database.transaction(systemContext('sealing'), async (ctx) => {
      const [lock] = await ctx.transaction.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [SEAL_LOCK]);
      if (!lock?.mine) return null;
      if (!this.#agreed) await this.#agree(ctx);
      const batch = await findBatch(ctx, this.#floor);
      return { batch, written: batch.rows.length > 0 ? await this.#write(ctx, batch) : null };
    });
    if (!done) return 0;
    const { batch, written } = done;
    // After the commit: a checkpoint of what was rolled back would accuse the database of having lost it.
    if (written) await this.#keep(written.checkpoint);
    if (batch.rows.length < BATCH) this.#raiseFloor(batch, written?.xid);
    return batch.rows.length;
  }

  async #keep(checkpoint: Checkpoint): Promise<void> {
    try {
      await this.witness.append(checkpoint);
    } catch (error) {
      this.#agreed = false; // it is written with the next batch
      throw error;
    }
  }

  async #write(ctx: TransactionContext, { rows, head, at, time }: Batch): Promise<{ checkpoint: Checkpoint; xid: string }> {
    let number = BigInt(head.number);
    let { hash } = head;
    const links = rows.map((entry) => {
      number += 1n;
      const digest = digestOf(number, entry);
      hash = nextHash(hash, digest);
      return { number: `${number}`, seq: entry.seq, digest, hash };
    });
    const checkpoint = this.witness.signer.checkpoint({ number: `${number}`, hash: hash.toString('hex'), at });
    const [written] = await ctx.transaction.query<{ xid: string }>(
      `with links as (insert into audit_chain (number, seq, digest, hash) select * from unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bytea[]))
       insert into audit_checkpoints (number, hash, at, key_id, signature) values ($5, $6, $7, $8, $9) returning pg_current_xact_id()::text as xid`,
      [
        links.map((link) => link.number),
        links.map((link) => link.seq),
        links.map((link) => link.digest),
        links.map((link) => link.hash),
        checkpoint.number,
        hash,
        time,
        checkpoint.keyId,
        Buffer.from(checkpoint.signature, 'hex'),
      ],
    );
    return { checkpoint, xid: written?.xid ?? '' };
  }

  /**
   * Once, before this process signs anything: never to sign two histories. The newest checkpoint of the file must lie
   * in this chain; one that was committed and not written before a crash is written now.
   */
  async #agree(ctx: TransactionContext): Promise<void> {
    const kept = await this.witness.newest();
    if (kept) {
      const [link] = await ctx.transaction.query<{ hash: string }>(
        `select encode(hash, 'hex') as hash from audit_chain where number = $1::bigint`,
        [kept.number],
      );
      if (link?.hash !== kept.hash) throw new ChainConflict(kept.number);
    }
    const missing = await ctx.transaction.query<Omit<Checkpoint, 'keyId'> & { key_id: string }>(
      `select number::text, encode(hash, 'hex') as hash, (extract(epoch from at) * 1000000)::bigint::text as at, key_id,
              encode(signature, 'hex') as signature
         from audit_checkpoints c where c.number > $1::bigint order by c.number desc limit 1`,
      [kept?.number ?? '0'],
    );
    await this.witness.mend();
    for (const { key_id: keyId, ...checkpoint } of missing) await this.witness.append({ ...checkpoint, keyId });
    this.#agreed = true;
  }

  /** @param xid of the batch: younger than every transaction that ran when it was read; none when it was empty. */
  #raiseFloor({ xmin, newest }: Batch, xid: string | undefined): void {
    if (this.#nextFloor && BigInt(xmin) > BigInt(this.#nextFloor.xid)) {
      this.#floor = this.#nextFloor.newest;
      this.#nextFloor = null;
    }
    if (xid) this.#nextFloor ??= { newest, xid };
  }
}

/** One statement, so that what is seen and who is running are of the same moment. */
async function findBatch(ctx: TransactionContext, floor: string): Promise<Batch> {
  type About = Pick<Batch, 'xmin' | 'newest' | 'time'> & { time_us: string; number: string | null; hash: Buffer | null };
  const rows = await ctx.transaction.query<SealedEntry & About>(
    `with now as materialized (select pg_current_snapshot() as snapshot, clock_timestamp() as time),
       about as materialized (
         select pg_snapshot_xmin(snapshot)::text as xmin, time::text, (extract(epoch from time) * 1000000)::bigint::text as time_us,
                (select coalesce(max(seq), 0)::text from audit_entries) as newest, head.number::text, head.hash
           from now left join (select c.number, c.hash from audit_chain c order by c.number desc limit 1) head on true),
       ready as (
         select e.* from audit_entries e, now
          where e.seq > $1::bigint and (e.xid < pg_snapshot_xmin(now.snapshot) or e.xid >= pg_snapshot_xmax(now.snapshot))
            and not exists (select from audit_chain c where c.seq = e.seq)
          order by e.xid, e.seq limit ${BATCH})
     select ${SEALED_COLUMNS}, about.* from about left join ready e on true order by e.xid, e.seq`,
    [floor],
  );
  const [first] = rows;
  if (!first) throw new Error('the database did not say where the chain stands');
  return {
    rows: rows.filter(({ seq }) => seq !== null),
    head: first.number !== null && first.hash !== null ? { number: first.number, hash: first.hash } : { number: '0', hash: GENESIS },
    time: first.time,
    at: first.time_us,
    xmin: first.xmin,
    newest: first.newest,
  };
}
