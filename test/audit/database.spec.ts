import { ENTITIES } from '@app/database';
import { requestContext, systemContext } from '@app/identity';
import { toFailure } from '@app/platform';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { v7 as uuid } from 'uuid';

/** Functions that run with the rights of their owner. Pinned: each is a door through the policies. */
const DEFINER_FUNCTIONS = [
  'apply_label_request',
  'apply_office',
  'hold_label_request',
  'invitable',
  'my_barred_items',
  'my_bodies',
  'my_caveats',
  'my_country',
  'my_delegated_meetings',
  'my_embargoed_meetings',
  'my_invitees',
  'my_level',
  'my_meetings',
  'my_new_meetings',
  'my_peers',
  'my_prepared_meetings',
  'my_seats',
  'my_secretariats',
  'my_system_role',
  'my_visible_meetings',
  'next_copy',
  'paper_covers_item',
  'participant_left',
  'raise_papers',
  'receipts',
  'reduce_clearance',
  'remove_item',
  'requester_stands',
];
/**
 * Tables the fact functions may write to, beside reading facts: the counter of copies, what app.remove_item takes away,
 * labels of papers raised with their item, labels two persons agreed to make weaker, offices two persons agreed on,
 * clearances that come down with a new way to sign in, with what was proposed before it; and who was removed from a meeting.
 */
const WRITTEN_BY_FACTS = [
  'accounts',
  'agenda_items',
  'clearance_proposals',
  'clearances',
  'copy_counters',
  'documents',
  'former_participants',
  'item_contents',
  'meetings',
];

type Finder = (database: DataSource | EntityManager) => Promise<string[]>;
/** A catalogue rule as a query for what breaks it; each row is one text. */
const find =
  (sql: string, parameters: unknown[] = []): Finder =>
  async (database) =>
    (await database.query<{ found: string }[]>(sql, parameters)).map(({ found }) => found);

const TABLES = `pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`;
const SECURED = `${TABLES} where c.relkind in ('r', 'p') and c.relname <> 'schema_migrations'`;
const MAJLIS = `('majlis_app', 'majlis_facts', 'majlis_owner')`;

const rules: Record<string, { find: Finder; breakIt: readonly string[]; found: string }> = {
  'no role of ours is superuser, bypasses row-level security or creates roles or databases': {
    find: find(
      `select rolname as found from pg_roles where rolname in ${MAJLIS} and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    ),
    breakIt: [`alter role majlis_app bypassrls`],
    found: 'majlis_app',
  },
  'the services belong to no other role, and the fact role cannot sign in': {
    find: find(`select m.member::regrole || ' in ' || m.roleid::regrole as found from pg_auth_members m where m.member = 'majlis_app'::regrole
      union all select rolname || ' signs in' from pg_roles where rolname = 'majlis_facts' and rolcanlogin`),
    breakIt: [`grant majlis_facts to majlis_app`],
    found: 'majlis_app in majlis_facts',
  },
  'the services own nothing': {
    find: find(`select pg_describe_object(classid, objid, 0) as found from pg_shdepend
      where refclassid = 'pg_authid'::regclass and refobjid = 'majlis_app'::regrole and deptype = 'o' and (dbid = 0 or dbid = (select oid from pg_database where datname = current_database()))`),
    breakIt: [`alter table views owner to majlis_app`],
    found: 'table views',
  },
  'the services create nothing': {
    find: find(`select nspname as found from pg_namespace where nspname in ('public', 'app') and has_schema_privilege('majlis_app', oid, 'create')
      union all select 'database' where has_database_privilege('majlis_app', current_database(), 'create')`),
    breakIt: [`grant create on schema public to majlis_app`],
    found: 'public',
  },
  'row-level security is enabled and forced on every table': {
    find: find(`select c.relname as found from ${SECURED} and not (c.relrowsecurity and c.relforcerowsecurity)`),
    breakIt: [`create table careless (id uuid)`],
    found: 'careless',
  },
  'every table has a policy of the services for each of the four commands, and none for all at once': {
    find: find(
      `select c.relname || ' ' || wanted.command as found from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
        cross join (values ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) wanted(command)
      where c.relkind in ('r', 'p') and c.relname <> 'schema_migrations' and 1 <> (
        select count(*) from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname and p.cmd = wanted.command and p.roles = '{majlis_app}' and p.permissive = 'PERMISSIVE')
      union all select p.tablename || ' ' || p.cmd || ' for ' || p.roles::text from pg_policies p
      where (p.cmd = 'ALL' or not p.roles <@ '{majlis_app}') and not (p.roles = '{majlis_facts}' and (p.cmd = 'SELECT' or p.tablename = any($1)))`,
      [WRITTEN_BY_FACTS],
    ),
    breakIt: [`drop policy meetings_delete on meetings`],
    found: 'meetings DELETE',
  },
  'what is inserted or updated is checked': {
    find: find(`select tablename || ' ' || cmd as found from pg_policies where cmd in ('INSERT', 'UPDATE', 'ALL') and with_check is null
      union all select tablename || ' ' || cmd || ' unchecked' from pg_policies where cmd in ('INSERT', 'UPDATE') and with_check = 'true'`),
    breakIt: [`drop policy meetings_update on meetings`, `create policy meetings_update on meetings for update to majlis_app using (true)`],
    found: 'meetings UPDATE',
  },
  'no privilege without a policy that can be true': {
    find: find(`select distinct g.table_name || ' ' || g.privilege_type as found from information_schema.role_column_grants g
        join (select table_schema, table_name, privilege_type, grantee from information_schema.role_table_grants union select table_schema, table_name, privilege_type, grantee from information_schema.role_column_grants) any_grant
          using (table_schema, table_name, privilege_type, grantee)
      where g.grantee = 'majlis_app' and g.table_schema = 'public' and g.table_name <> 'schema_migrations' and g.privilege_type <> 'DELETE' and not exists (
        select from pg_policies p where p.tablename = g.table_name and p.cmd = g.privilege_type and coalesce(p.qual, p.with_check) <> 'false')
      union select t.table_name || ' ' || t.privilege_type from information_schema.role_table_grants t
      where t.grantee = 'majlis_app' and t.table_schema = 'public' and t.table_name <> 'schema_migrations' and not exists (
        select from pg_policies p where p.tablename = t.table_name and p.cmd = t.privilege_type and coalesce(p.qual, p.with_check) <> 'false')`),
    breakIt: [`grant delete on meetings to majlis_app`],
    found: 'meetings DELETE',
  },
  'no privilege that policies do not judge (truncate, references, trigger, maintain), and none for everybody': {
    find: find(`select distinct c.relname || ' ' || a.privilege_type || ' ' || case a.grantee when 0 then 'public' else a.grantee::regrole::text end as found
      from ${TABLES}, aclexplode(c.relacl) a
      where c.relkind in ('r', 'p', 'v', 'm') and (a.grantee = 0 or (a.grantee in ('majlis_app'::regrole, 'majlis_facts'::regrole) and a.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')) or (a.is_grantable and a.grantee <> c.relowner))`),
    breakIt: [`grant truncate on meetings to majlis_app`],
    found: 'meetings TRUNCATE majlis_app',
  },
  'the trail is read and added to, never changed': {
    find: find(`select privilege_type as found from information_schema.role_table_grants where table_name in ('audit_entries', 'audit_chain', 'audit_checkpoints') and grantee in ('majlis_app', 'majlis_facts', 'PUBLIC') and privilege_type not in ('SELECT', 'INSERT')
      union select privilege_type || ' of a column' from information_schema.role_column_grants where table_name in ('audit_entries', 'audit_chain', 'audit_checkpoints') and grantee in ('majlis_app', 'majlis_facts', 'PUBLIC') and privilege_type not in ('SELECT', 'INSERT')`),
    breakIt: [`grant update (outcome) on audit_entries to majlis_app`],
    found: 'UPDATE of a column',
  },
  'the services only look at the list of migrations': {
    find: find(
      `select privilege_type as found from information_schema.role_table_grants where table_name = 'schema_migrations' and grantee in ('majlis_app', 'majlis_facts', 'PUBLIC') and privilege_type <> 'SELECT'`,
    ),
    breakIt: [`grant delete on schema_migrations to majlis_app`],
    found: 'DELETE',
  },
  'facts are read and not written, except the counter of copies and items that are removed': {
    find: find(
      `select table_name || ' ' || privilege_type as found from information_schema.role_table_grants
      where grantee = 'majlis_facts' and privilege_type <> 'SELECT' and not table_name = any($1)`,
      [WRITTEN_BY_FACTS],
    ),
    breakIt: [`grant update on sessions to majlis_facts`],
    found: 'sessions UPDATE',
  },
  'functions with rights of their own belong to the fact role, fix their search path and are not for everybody': {
    find: find(`select proname as found from pg_proc p join pg_namespace n on n.oid = p.pronamespace and n.nspname not in ('pg_catalog', 'information_schema')
      where prosecdef and (proowner <> 'majlis_facts'::regrole or proconfig is null or not 'search_path=pg_catalog, public, pg_temp' = any(proconfig) or has_function_privilege('public', p.oid, 'execute'))`),
    breakIt: [`create function app.careless() returns int language sql security definer as 'select 1'`],
    found: 'careless',
  },
  'views show what the reader may see, not what their owner may': {
    find: find(
      `select c.relname as found from ${TABLES} where (c.relkind = 'v' and not coalesce(c.reloptions @> '{security_invoker=true}', false)) or c.relkind = 'm'`,
    ),
    breakIt: [`create view careless as select * from meetings`],
    found: 'careless',
  },
  'every table that carries a label checks it in each policy that shows or takes rows': {
    find: find(`select p.tablename || ' ' || p.cmd as found from pg_policies p
      where p.roles = '{majlis_app}' and p.cmd in ('SELECT', 'INSERT', 'UPDATE') and coalesce(p.qual, p.with_check) not in ('false')
        and exists (select from information_schema.columns c where c.table_schema = 'public' and c.table_name = p.tablename and c.column_name = 'releasable_to')
        and not (coalesce(p.with_check, p.qual) ~ 'my_level' and coalesce(p.with_check, p.qual) ~ 'my_caveats' and coalesce(p.with_check, p.qual) ~ 'my_country')
        and not (p.tablename = 'bodies' and p.cmd = 'INSERT')`),
    breakIt: [
      `drop policy documents_select on documents`,
      `create policy documents_select on documents for select to majlis_app using (meeting_id in (select app.my_meetings()))`,
    ],
    found: 'documents SELECT',
  },
};

class Undo extends Error {}

describe('the database is the second wall', () => {
  let db: TestDatabase;
  let superuser: DataSource;
  beforeAll(async () => {
    db = await createTestDatabase();
    superuser = await db.superuser();
  });
  afterAll(() => db.close());

  /** Does something and undoes it. */
  async function undone(work: (manager: EntityManager) => Promise<void>): Promise<void> {
    const undo = superuser.transaction(async (manager) => {
      await work(manager);
      throw new Undo();
    });
    await expect(undo).rejects.toBeInstanceOf(Undo);
  }

  describe.each(Object.entries(rules))('%s', (_, rule) => {
    it('holds', async () => {
      expect(await rule.find(superuser)).toEqual([]);
    });

    it('is found when it is broken', async () => {
      await undone(async (manager) => {
        for (const statement of rule.breakIt) await manager.query(statement);
        expect(await rule.find(manager)).toContain(rule.found);
      });
    });
  });

  it('functions with rights of their own are these', async () => {
    const names = find(
      `select distinct proname as found from pg_proc p join pg_namespace n on n.oid = p.pronamespace and n.nspname not in ('pg_catalog', 'information_schema') where prosecdef order by 1`,
    );
    expect(await names(superuser)).toEqual(DEFINER_FUNCTIONS);
  });

  it('connects the services as the role that was examined', async () => {
    expect(await db.source.query('select current_user as me, session_user as signed')).toEqual([
      { me: 'majlis_app', signed: 'majlis_app' },
    ]);
  });

  it('shows no row of any table to a connection without a subject', async () => {
    const tables = await find(`select c.relname as found from ${SECURED} and has_table_privilege('majlis_app', c.oid, 'select')`)(
      superuser,
    );
    expect(tables.length).toBeGreaterThan(15);
    await insertAccount(superuser, { login: 'somebody@example.invalid' });
    expect(await superuser.query('select count(*)::int as n from accounts')).toEqual([{ n: 1 }]);
    for (const table of tables) expect([table, await db.source.query(`select * from ${table}`)]).toEqual([table, []]);
    // The same with the settings of somebody who does not exist.
    const nobody = requestContext({ actor: { accountId: uuid(), sessionId: uuid(), assurance: 2, ceiling: 4 } });
    const seen = await db.database.transaction(nobody, (ctx) => ctx.transaction.query('select * from accounts'));
    expect(seen).toEqual([]);
    // A transaction does not leave its subject behind in the pool.
    const found = await db.database.transaction(systemContext('identity'), (ctx) => ctx.transaction.query('select login from accounts'));
    expect(found).toHaveLength(1);
    for (let connection = 0; connection < 20; connection++) expect(await db.source.query('select * from accounts')).toEqual([]);
  });

  describe('errors of the driver say nothing', () => {
    const failing: Record<string, (manager: EntityManager) => Promise<unknown>> = {
      'a name that is taken': (manager) => insertAccount(manager, { login: 'somebody@example.invalid' }),
      'a reference to what is not there': (manager) => manager.query(`insert into clearances (account_id, level) values ($1, 1)`, [uuid()]),
      'a value that does not fit': (manager) => manager.query(`insert into clearances (account_id, level) values ($1, 9)`, [uuid()]),
      'an id that is none': (manager) => manager.query(`select * from accounts where id = $1`, ['CANARY-not-an-id']),
      'a privilege that is missing': (manager) => manager.query(`set local role majlis_app; delete from accounts`),
    };

    it.each(Object.entries(failing))('%s', async (_, fail) => {
      let caught: unknown;
      await undone(async (manager) => {
        caught = await manager.transaction(fail).catch((error: unknown) => error);
      });
      expect(caught).toBeInstanceOf(QueryFailedError);
      // One and the same answer, whatever it was: nobody learns from it that something exists (research §4).
      expect(toFailure(caught, 'r')).toEqual({ error: { code: 'internal', requestId: 'r' } });
    });
  });

  describe('entities fit their tables', () => {
    interface Column {
      table_name: string;
      column_name: string;
      is_nullable: 'YES' | 'NO';
      column_default: string | null;
      is_generated: 'ALWAYS' | 'NEVER';
      is_identity: 'YES' | 'NO';
      udt_name: string;
    }
    /** PostgreSQL's names of the types entities are written with. */
    const TYPES: Record<string, string> = {
      uuid: 'uuid',
      text: 'text',
      int: 'int4',
      smallint: 'int2',
      bigint: 'int8',
      boolean: 'bool',
      timestamptz: 'timestamptz',
      'timestamp with time zone': 'timestamptz',
      jsonb: 'jsonb',
      json: 'json',
      bytea: 'bytea',
    };
    let columns: Column[];
    beforeAll(async () => {
      columns = await superuser.query<Column[]>(
        `select table_name, column_name, is_nullable, column_default, is_generated, is_identity, udt_name from information_schema.columns where table_schema = 'public'`,
      );
    });

    it.each(ENTITIES.map((entity) => ({ name: entity.name, entity })))('$name', ({ entity }) => {
      const { tableName, columns: mapped } = db.source.getMetadata(entity);
      const table = new Map(columns.filter((column) => column.table_name === tableName).map((column) => [column.column_name, column]));
      expect(table.size).toBeGreaterThan(0);
      const declared = mapped.map(({ databaseName, isNullable, isArray, type }) => [
        databaseName,
        isNullable,
        (isArray ? '_' : '') + (TYPES[String(type)] ?? String(type)),
      ]);
      const stored = mapped.map(({ databaseName }) => {
        const column = table.get(databaseName);
        return [databaseName, column?.is_nullable === 'YES', column?.udt_name];
      });
      expect(declared).toEqual(stored);
      // A column that must be given and is not in the entity would make every insert fail.
      const needed = [...table.values()].filter(
        (column) =>
          column.is_nullable === 'NO' && column.column_default === null && column.is_generated === 'NEVER' && column.is_identity === 'NO',
      );
      expect(
        needed.map(({ column_name }) => column_name).filter((name) => !mapped.some(({ databaseName }) => databaseName === name)),
      ).toEqual([]);
      const keys = mapped.filter(({ isPrimary }) => isPrimary);
      expect(keys.length).toBeGreaterThan(0);
    });
  });
});

function insertAccount(database: DataSource | EntityManager, { login }: { login: string }): Promise<unknown> {
  return database.query(`insert into accounts (id, login, name_ar, name_en, country, site) values ($1, $2, 'س', 'S', 'BH', 'BH')`, [
    uuid(),
    login,
  ]);
}
