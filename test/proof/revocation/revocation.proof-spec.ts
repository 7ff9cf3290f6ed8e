import { endpoints } from '@app/contracts';
import { PlainMedia } from '../../support/plain-media.js';
import { type Product, startProduct } from '../../support/product.js';
import { makeLargePaper, makePaper } from '../../support/papers.js';
import { REVOCATIONS, revokersOf, timeCommits } from '../../support/revocations.js';
import { addItem, bh, draftMeeting } from '../../support/scenario.js';
import type { ApiClient } from '../../support/api-client.js';
import { Client as Pen } from '../../wire/annotation-world.js';
import { Client as Voice, opus } from '../../wire/conference-drivers.js';
import { patience, report, sized } from '../report.js';
import { type Outcome, type Plan, type Stage, trial } from './trial.js';
import { v7 as uuid } from 'uuid';

/** The slice: each kind once for each of the two levels a clearance is lowered to. */
const TRIALS = sized(200, 8);
/** People in the meeting at the same time, each in a trial of his own. */
const PEOPLE = sized(4, 2);
/** After everything flows, access is lost within this time, ms. */
const WITHIN_MS = 400;
const PROMISE_MS = 1_000;

/** P6: clearance lowered, membership removed, session killed, account deactivated, each by its own endpoint, in the middle of a meeting. */
describe('revocation', () => {
  let product: Product;
  let media: PlainMedia;
  let stage: Stage;
  const people: { persona: string; accountId: string }[] = [];
  const closing: (() => void)[] = [];

  beforeAll(async () => {
    media = new PlainMedia();
    product = await startProduct();
    const admin = await product.db.superuser();
    const [secretary, chair] = [await product.as('secretary-bh'), await product.as('chair-bh')];
    const meeting = await draftMeeting(secretary, bh(1));
    const items = [
      await addItem(secretary, meeting.id, { cover: 'Open', label: bh(1) }),
      await addItem(secretary, meeting.id, { cover: 'Secret', label: bh(3) }),
    ];
    const upload = async (itemId: string, bytes: Uint8Array) => {
      const answer = await secretary.upload(itemId, { bytes, name: 'paper.pdf' });
      const { id, versionId } = endpoints.uploadDocument.response.parse(answer.json);
      return { documentId: id, versionId };
    };
    const open = await upload(items[0]?.id ?? '', await makeLargePaper());
    const secret = await upload(items[1]?.id ?? '', await makePaper('SECRET', 1));
    await secretary.call(endpoints.publishMeeting, { params: { meetingId: meeting.id } });
    for (let number = 1; number <= PEOPLE; number += 1) {
      const person = { persona: `trial-${number}`, accountId: uuid() };
      await admin.query(
        `insert into accounts (id, login, persona, name_ar, name_en, country, site) values ($1, $2, $2, 'عضو', 'Member', 'BH', 'BH')`,
        [person.accountId, person.persona],
      );
      await admin.query('insert into clearances (account_id, level) values ($1, 3)', [person.accountId]);
      people.push(person);
    }
    const grants = await chair.call(endpoints.issueGrants, { params: { meetingId: meeting.id } });
    closing.push(await writes(grants.annotation, open.versionId), edits(secretary, items[0]?.id ?? ''));
    const revokers = await revokersOf(product);
    closing.push(timeCommits());
    stage = { product, admin, media, revokers, meetingId: meeting.id, open, secret, producerId: await speaks(grants.conference) };
  }, patience(2));

  afterAll(async () => {
    for (const close of closing) close();
    await product?.close();
    media?.close();
  });

  /** The chair writes on the open paper, forty times a second. @returns what ends it */
  async function writes(grant: string, versionId: string): Promise<() => void> {
    const pen = await Pen.connect(product.url, grant);
    await pen.request('document:open', { versionId });
    const stroke = { id: uuid(), layer: 'meeting', page: 1, nib: 'pen', colour: 'ink', width: 1, points: [1, 1, 0.5] } as const;
    const timer = setInterval(() => {
      pen.request('ink:progress', { versionId, stroke: { ...stroke, points: [...stroke.points] } }).catch(() => undefined);
    }, 25);
    return () => (clearInterval(timer), pen.close());
  }

  /** The secretary changes an item twice a second: committed events for everybody in the meeting. */
  function edits(secretary: ApiClient, itemId: string): () => void {
    let minutes = 5;
    const timer = setInterval(() => {
      minutes = minutes === 5 ? 10 : 5;
      secretary.try(endpoints.editItem, { params: { itemId }, body: { minutes } }).catch(() => undefined);
    }, 500);
    return () => clearInterval(timer);
  }

  /** The chair speaks. @returns the stream's id */
  async function speaks(grant: string | null): Promise<string> {
    const voice = await Voice.connect(product.url, { grant }, {});
    closing.push(() => voice.close());
    const room = await voice.enterWithMedia();
    const rtpParameters = opus();
    const { id } = await voice.ask('producer:create', { transportId: room.send, source: 'microphone', rtpParameters, paused: false });
    media.line(room.send).speak(rtpParameters);
    return id;
  }

  const latest = ({ http, socket, media: sound }: Outcome) => Math.max(http, socket, sound);

  test(
    `${TRIALS} times, at a random moment: nothing reaches him a second later, and coming back gives what he may see now`,
    async () => {
      const plans = Array.from({ length: TRIALS }, (_, index): Omit<Plan, 'persona' | 'accountId'> => {
        const kind = REVOCATIONS[index % REVOCATIONS.length] ?? 'session killed';
        return { kind, level: Math.floor(index / REVOCATIONS.length) % 2 === 0 ? 0 : 2, after: Math.random() * WITHIN_MS, announce: true };
      });
      const outcomes: Outcome[] = [];
      await Promise.all(
        people.map(async (person) => {
          for (let plan = plans.shift(); plan; plan = plans.shift()) outcomes.push(await trial(stage, { ...plan, ...person }));
        }),
      );
      const worst = (channel: keyof Omit<Outcome, 'wrong'>) => Math.ceil(Math.max(...outcomes.map((outcome) => outcome[channel])));
      const late = outcomes.filter((outcome) => latest(outcome) > PROMISE_MS).length;
      const wrong = outcomes.flatMap((outcome) => outcome.wrong);
      const [http, socket, sound] = [worst('http'), worst('socket'), worst('media')];
      report(
        5,
        `revocation: ${outcomes.length} trials, latest byte ${Math.max(http, socket, sound)} ms (HTTP ${http}, socket ${socket}, media ${sound}), ${late} later than 1 s; ${wrong.length} wrong on coming back`,
        late === 0 && wrong.length === 0 && outcomes.length === TRIALS,
      );
      expect(wrong).toEqual([]);
      expect(late).toBe(0);
      expect(outcomes).toHaveLength(TRIALS);
    },
    patience(30),
  );

  test(
    'control: without the announcement sockets and sound go on, and the same measure sees it',
    async () => {
      const [person] = people;
      if (!person) throw new Error('nobody');
      const outcome = await trial(stage, { ...person, kind: 'membership removed', level: 0, after: 0, announce: false });
      report(
        5,
        `revocation: unannounced, ink and sound go on (${Math.floor(outcome.socket)} and ${Math.floor(outcome.media)} ms): seen`,
        latest(outcome) > PROMISE_MS,
      );
      expect(outcome.socket).toBeGreaterThan(PROMISE_MS);
      expect(outcome.media).toBeGreaterThan(PROMISE_MS);
      expect(outcome.wrong).toContain('the conference opened with the kept grant');
    },
    patience(1),
  );
});
