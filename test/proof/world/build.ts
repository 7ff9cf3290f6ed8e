import { hash } from '@node-rs/argon2';
import { Database } from '@app/database';
import { systemContext } from '@app/identity';
import { endpoints } from '@app/contracts';
import { v7 as uuid } from 'uuid';
import { PaperBuilder } from '@app/pdf';
import { DemoRepository } from '../../../apps/agenda/src/demo/demo.repository.js';
import { ApiClient } from '../../support/api-client.js';
import { makePaper } from '../../support/papers.js';
import { FOLDER } from '../matrix/matrix.js';
import { loadTable } from '../matrix/table-oracle.js';
import { sized } from '../report.js';
import { canary, type Canary } from './canary.js';
import { PERSONAS, type PersonaPlan } from './people.js';
import { BODIES, MEETINGS, type ItemPlan, type MeetingPlan, type PaperPlan } from './plan.js';
import type { Product } from './product.js';
import { type Item, type Meeting, type Paper, type Persona, World } from './world.js';

const PASSWORD = 'a long enough password';
let counter = 0;
const next = () => canary((counter += 1));

/** Fills a product with the plan's people and objects, through its own services and API. */
export async function buildWorld(product: Product): Promise<World> {
  const world = new World(loadTable(`${FOLDER}/table`));
  await addPeople(
    product,
    world,
    PERSONAS.filter(({ slice }) => sized(true, slice ?? false)),
  );
  const { client } = world.find('secretary');
  for (const plan of MEETINGS.filter(({ slice }) => sized(true, slice ?? false))) await meeting(product, world, client, plan);
  await views(world);
  await withdraw(world, client);
  await requests(world);
  await product.superuser.query(`update accounts set active = false where id = any($1)`, [
    world.personas.filter(({ plan }) => plan.deactivated).map(({ person }) => person.accountId),
  ]);
  return world;
}

/** People, with their sessions, and the bodies they belong to. */
export async function addPeople(product: Product, world: World, plans: readonly PersonaPlan[]): Promise<void> {
  counter = 0;
  const database = product.running.app.get(Database);
  const rows = product.running.app.get(DemoRepository, { strict: false });
  const made = plans.map((plan) => ({ plan, id: uuid(), name: next() }));
  const password = plans.some(({ signIn }) => signIn === 'password') ? await hash(PASSWORD) : '';
  await database.transaction(systemContext('provisioning'), async (ctx) => {
    for (const { plan, id, name } of made.filter(({ plan }) => plan.signIn !== 'none')) {
      const { country, systemRole = null, clearance, caveats = [], expired } = plan;
      const account = {
        id,
        login: loginOf(plan),
        nameAr: name.ar,
        nameEn: name.en,
        country,
        site: country,
        systemRole,
        persona: plan.key,
        active: true,
      };
      await rows.addAccount(ctx, account, {
        accountId: id,
        level: Math.max(0, clearance) as 0,
        caveats: [...caveats],
        validUntil: expired ? new Date(Date.now() - 3_600_000) : null,
        grantedBy: null,
      });
    }
    for (const [key, label] of Object.entries(BODIES) as [keyof typeof BODIES, (typeof BODIES)['council']][]) {
      const body = { key, id: uuid(), name: next(), label };
      world.bodies.push(body);
      const members = made.flatMap(({ plan, id }, position) => {
        const role = plan.roles?.[key];
        return role ? [{ bodyId: body.id, accountId: id, role, delegation: plan.country, position }] : [];
      });
      await rows.addBody(ctx, { id: body.id, nameAr: body.name.ar, nameEn: body.name.en, homeSite: 'BH', ...label }, members);
    }
  });
  for (const { id } of made.filter(({ plan }) => plan.signIn === 'password'))
    await product.superuser.query(`insert into credentials (account_id, password_hash) values ($1, $2)`, [id, password]);
  await product.superuser.query(`delete from clearances where account_id = any($1)`, [
    made.filter(({ plan }) => plan.clearance < 0).map(({ id }) => id),
  ]);
  for (const { plan, id, name } of made) world.personas.push(await signIn(product, plan, id, name));
}

const loginOf = ({ key }: PersonaPlan) => `${key}@world.invalid`;

async function signIn({ url, superuser }: Product, plan: PersonaPlan, accountId: string, name: Canary): Promise<Persona> {
  const client = new ApiClient(url);
  if (plan.signIn === 'password') await client.call(endpoints.signInWithPassword, { body: { login: loginOf(plan), password: PASSWORD } });
  else if (plan.signIn !== 'none') await client.signIn(plan.key);
  const [session] = await superuser.query<{ id: string }[]>(`select id from sessions where account_id = $1`, [accountId]);
  if (plan.ceiling !== undefined)
    await superuser.query(`update sessions set ceiling = $2 where account_id = $1`, [accountId, plan.ceiling]);
  // Fresh for as long as the proof takes, and not for five minutes.
  await superuser.query(`update sessions set strong_at = now() + interval '1 day' where account_id = $1 and assurance = 2`, [accountId]);
  const clearance = plan.expired ? -1 : plan.clearance;
  return {
    plan,
    name,
    login: loginOf(plan),
    client,
    sessionId: session?.id ?? '',
    person: {
      accountId,
      active: plan.signIn !== 'none' && !plan.deactivated,
      country: plan.country,
      clearance,
      caveats: clearance < 0 ? [] : [...(plan.caveats ?? [])],
      ceiling: plan.ceiling ?? 4,
      assurance: plan.signIn === 'none' ? 0 : plan.signIn === 'password' ? 1 : 2,
      fresh: plan.signIn === undefined,
      systemRole: plan.systemRole ?? null,
    },
  };
}

async function meeting(product: Product, world: World, client: ApiClient, plan: MeetingPlan): Promise<void> {
  const body = world.bodies.find(({ key }) => key === plan.body);
  if (!body) throw new Error(`no body ${plan.body}`);
  const title = next();
  const { id } = await client.call(endpoints.createMeeting, {
    body: {
      bodyId: body.id,
      title,
      kind: 'regular',
      startsAt: '2026-12-01T07:00:00Z',
      endsAt: '2026-12-01T09:00:00Z',
      sites: ['BH'],
      label: plan.label,
    },
  });
  const made: Meeting = { key: plan.key, body, id, title, label: plan.label, state: plan.state };
  world.meetings.push(made);
  for (const one of plan.items) await item(world, client, made, one);
  if (plan.state !== 'draft') await client.call(endpoints.publishMeeting, { params: { meetingId: id } });
  // The running of a meeting is not there yet; who was not invited is taken off the list it was made with.
  await product.superuser.query(`update meetings set state = $2 where id = $1`, [id, plan.state]);
  const absent = world.personas.filter((persona) => persona.plan.notIn?.includes(plan.key)).map(({ person }) => person.accountId);
  await product.superuser.query(`delete from participants where meeting_id = $1 and account_id = any($2)`, [id, absent]);
}

async function item(world: World, client: ApiClient, of: Meeting, plan: ItemPlan): Promise<void> {
  const [cover, title] = [next(), next()];
  const added = await client.call(endpoints.addItem, {
    params: { meetingId: of.id },
    body: { coverTitle: cover, title, type: 'information', minutes: 10, label: plan.label },
  });
  const { removed = false, readers = null, recused = [] } = plan;
  const made: Item = { meeting: of, id: added.id, cover, title, label: plan.label, removed, readers, recused };
  world.items.push(made);
  world.papers.push(...(await Promise.all((plan.papers ?? []).map((one) => paper(client, made, one)))));
  if (readers || recused.length > 0) {
    const idsOf = (keys: readonly string[]) =>
      world.personas.filter((one) => keys.includes(one.plan.key)).map((one) => one.person.accountId);
    const body = { readers: readers && idsOf(readers), recused: idsOf(recused) };
    await client.call(endpoints.restrictItem, { params: { itemId: added.id }, body });
  }
  if (plan.removed) await client.call(endpoints.removeItem, { params: { itemId: added.id } });
}

async function paper(
  client: ApiClient,
  of: Item,
  { label, language = 'en', embargoed = false, withdrawn = false }: PaperPlan,
): Promise<Paper> {
  const [title, text, file] = [next(), next(), next()];
  const bytes = language === 'ar' ? await arabicPaper(text) : await makePaper(text.en);
  const answer = await client.upload(
    of.id,
    { bytes, name: `${file.en} ${file.ar}.pdf` },
    { title: `${title.en} ${title.ar}`, language, label },
  );
  const { id, versionId } = endpoints.uploadDocument.response.parse(answer.json);
  if (embargoed) await client.call(endpoints.embargoDocument, { params: { documentId: id }, body: { until: '2099-01-01T00:00:00Z' } });
  return { item: of, id, versionId, title, text, file, label, language, embargoed, withdrawn };
}

async function arabicPaper(text: Canary): Promise<Uint8Array> {
  const builder = await PaperBuilder.create({ language: 'ar', title: text.ar });
  builder.heading(text.ar).paragraph(`${text.en} ${text.ar}`);
  return builder.build();
}

/** Everybody who may opens every paper: views are things too, and those of papers withdrawn later exist already. */
async function views(world: World): Promise<void> {
  for (const persona of world.personas)
    for (const one of world.papers) {
      if (!world.mayPaper(persona, 'document.read', { ...one, withdrawn: false })) continue;
      const { id } = await persona.client.call(endpoints.openView, { params: { documentId: one.id } });
      world.views.push({ paper: one, owner: persona, id });
    }
}

/** Reasons are as secret as what they are about. */
async function requests(world: World): Promise<void> {
  for (const paper of world.papers.filter(({ label, withdrawn, item }) => label.level === 3 && !withdrawn && !item.removed)) {
    const reason = next();
    const { originator } = paper.label;
    const label = { ...paper.item.label, originator };
    if (JSON.stringify(label) === JSON.stringify(paper.label)) continue;
    const asker = world.find(originator === 'SA' ? 'member-sa' : 'secretary');
    const body = { kind: 'document' as const, objectId: paper.id, label, reason: `${reason.en} ${reason.ar}` };
    const { id } = await asker.client.call(endpoints.requestLabel, { body });
    world.labelRequests.push({ paper, asker, id, reason });
  }
  for (const { key, items } of MEETINGS)
    for (const [at, { askedBy }] of items.entries()) {
      const item = world.items.filter(({ meeting }) => meeting.key === key)[at];
      if (!askedBy || !item) continue;
      const reason = next();
      const asker = world.find(askedBy);
      const { id } = await asker.client.call(endpoints.askRelease, {
        params: { itemId: item.id },
        body: { reason: `${reason.en} ${reason.ar}` },
      });
      world.releaseAsks.push({ item, asker, id, reason });
    }
}

async function withdraw(world: World, client: ApiClient): Promise<void> {
  for (const { id } of world.papers.filter((one) => one.withdrawn && !one.item.removed))
    await client.call(endpoints.withdrawDocument, { params: { documentId: id } });
}
