import { ANNOTATION_PATH, endpoints, type EndpointResponse } from '@app/contracts';
import { Bus } from '@app/platform';
import { io, type Socket } from 'socket.io-client';
import { until } from '../smoke/built-process.js';
import { ApiClient } from '../support/api-client.js';
import { makePaper } from '../support/papers.js';
import { type Product, startProduct } from '../support/product.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';
import { Client, Refused } from './conference-drivers.js';

jest.setTimeout(60_000);

// Of the demo's sites: Bahrain's building, the visitors' part of it (restricted at most), its IPv6, Kuwait's building; and
// a network of no site.
const BUILDING = '192.0.2.40';
const ELSEWHERE_IN_IT = '192.0.2.60';
const VISITORS = '192.0.2.34';
const BY_IPV6 = '2001:db8:2::7';
const KUWAIT = '192.0.2.20';
const OUTSIDE = '203.0.113.9';

/** A browser somewhere: what a trusted proxy says about it. */
class Somewhere extends ApiClient {
  constructor(
    url: string,
    public address: string,
  ) {
    super(url);
  }

  override fetch(method: string, path: string, init: Parameters<ApiClient['fetch']>[2] = {}) {
    return super.fetch(method, path, { ...init, headers: { ...init.headers, 'x-forwarded-for': this.address } });
  }
}

describe('the network a socket is opened from', () => {
  let product: Product;
  let meetingId: string;
  let versionId: string;
  const sockets: { close(): unknown }[] = [];

  beforeAll(async () => {
    product = await startProduct({ NETWORK_CEILING: '1' });
    const secretary = await at(BUILDING, 'secretary-bh');
    const meeting = await draftMeeting(secretary);
    meetingId = meeting.id;
    const item = await addItem(secretary, meetingId, { cover: 'Item', label: bh(2) });
    const paper = endpoints.uploadDocument.response.parse(
      (await secretary.upload(item.id, { bytes: await makePaper('page'), name: 'paper.pdf' })).json,
    );
    versionId = paper.versionId;
    await secretary.call(endpoints.publishMeeting, { params: { meetingId } });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.close();
    await product?.close();
  });

  async function at(address: string, persona: string): Promise<Somewhere> {
    const client = new Somewhere(product.url, address);
    await client.signIn(persona);
    return client;
  }
  const grantsAt = async (address: string): Promise<EndpointResponse<typeof endpoints.issueGrants>> =>
    (await at(address, 'member-bh')).call(endpoints.issueGrants, { params: { meetingId } });

  describe('of the conference', () => {
    /** What becomes of a grant that was asked for at one place and is used at another. */
    const used = async (grant: string | null, address: string): Promise<string> => {
      try {
        const client = await Client.connect(product.url, { grant }, { 'x-forwarded-for': address });
        sockets.push(client);
        const entered = await client.enter();
        client.close();
        return entered.peerId ? 'entered' : 'not entered';
      } catch (error) {
        if (error instanceof Refused) return (error.failure as { error: { code: string } }).error.code;
        throw error;
      }
    };

    it('CF1 is one of the site it was asked for at that opens no less, or nobody comes in', async () => {
      const { conference } = await grantsAt(BUILDING);
      const places = [BUILDING, ELSEWHERE_IN_IT, BY_IPV6, VISITORS, KUWAIT, OUTSIDE, 'no address'];
      const answers = [];
      for (const place of places) answers.push([place, await used(conference, place)]);
      expect(answers).toEqual([
        [BUILDING, 'entered'],
        [ELSEWHERE_IN_IT, 'entered'],
        [BY_IPV6, 'entered'],
        [VISITORS, 'grant_invalid'],
        [KUWAIT, 'grant_invalid'],
        [OUTSIDE, 'grant_invalid'],
        ['no address', 'grant_invalid'],
      ]);
      // Whoever sits where less is opened has a grant for that, which is as good in the building.
      const { conference: visiting } = await grantsAt(VISITORS);
      expect([await used(visiting, VISITORS), await used(visiting, BUILDING), await used(visiting, OUTSIDE)]).toEqual([
        'entered',
        'entered',
        'grant_invalid',
      ]);
    });

    it('CF1 is that one address where it belongs to no site', async () => {
      const { conference } = await grantsAt(OUTSIDE);
      expect([await used(conference, OUTSIDE), await used(conference, '203.0.113.10'), await used(conference, BUILDING)]).toEqual([
        'entered',
        'grant_invalid',
        'grant_invalid',
      ]);
    });
  });

  it('what the conference decided is in the trail once, with who it was and from where', async () => {
    const superuser = await product.db.superuser();
    const member = await at(BUILDING, 'member-bh');
    const [session] = await superuser.query<{ id: string }[]>(
      `select id from sessions where account_id = $1 order by created_at desc limit 1`,
      [member.accountId],
    );
    // Of this session alone: what others did there may still be on its way.
    const entries = () =>
      superuser.query<{ outcome: string; network: string; data: { reasons: string[] }; account_id: string }[]>(
        `select outcome, network, data, account_id from audit_entries where event = 'conference.decided' and session_id = $1 order by seq`,
        [session?.id],
      );
    const { conference } = await member.call(endpoints.issueGrants, { params: { meetingId } });
    const client = await Client.connect(product.url, { grant: conference }, { 'x-forwarded-for': ELSEWHERE_IN_IT });
    sockets.push(client);
    await client.enter();
    await expect(Client.connect(product.url, { grant: conference }, { 'x-forwarded-for': VISITORS })).rejects.toThrow(Refused);
    const written = await until(async () => ((await entries()).length >= 2 ? entries() : null), 'they are written', 5_000);
    const about = { action: 'conference.join', object: 'meeting', objectId: meetingId, meetingId };
    expect(written).toEqual([
      { outcome: 'allowed', network: ELSEWHERE_IN_IT, account_id: member.accountId, data: { ...about, reasons: [] } },
      { outcome: 'denied', network: VISITORS, account_id: member.accountId, data: { ...about, reasons: ['network'] } },
    ]);
    // Told again, as by a node that did not hear that it is written: nothing is written twice.
    const [act] = await superuser.query<{ id: string; session_id: string }[]>(
      `select request_id as id, session_id from audit_entries where event = 'conference.decided' and outcome = 'denied' and session_id = $1`,
      [session?.id],
    );
    const bus = product.running.app.get(Bus);
    const heard = new Promise<readonly string[]>((resolve) => bus.subscribe('conference.written', ({ ids }) => resolve(ids)));
    await bus.publish('conference.acts', {
      acts: [
        {
          ...{ id: act?.id ?? '', accountId: member.accountId, sessionId: act?.session_id ?? '', meetingId, network: VISITORS },
          ...{ event: 'conference.decided', action: 'conference.join', object: 'meeting', objectId: meetingId, reasons: ['network'] },
        },
      ],
    });
    expect(await heard).toEqual([act?.id]);
    expect(await entries()).toHaveLength(2);
    client.close();
  });

  describe('of notes', () => {
    const opened = async (grant: string, address: string): Promise<unknown> => {
      const socket: Socket = io(product.url, {
        path: ANNOTATION_PATH,
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        auth: { grant },
        extraHeaders: { 'x-forwarded-for': address },
      });
      sockets.push(socket);
      await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
      const answer = (await socket.timeout(5_000).emitWithAck('document:open', { versionId })) as { ok: boolean; error?: { code: string } };
      socket.close();
      return answer.ok ? 'opened' : answer.error?.code;
    };

    it('caps what is opened on it, whatever the grant was asked for with', async () => {
      const { annotation } = await grantsAt(BUILDING);
      const answers = [];
      for (const place of [BUILDING, BY_IPV6, VISITORS, OUTSIDE, 'no address']) answers.push([place, await opened(annotation, place)]);
      expect(answers).toEqual([
        [BUILDING, 'opened'],
        [BY_IPV6, 'opened'],
        [VISITORS, 'not_found'],
        [OUTSIDE, 'not_found'],
        ['no address', 'not_found'],
      ]);
    });

    it('does not raise what a grant from outside opens', async () => {
      const { annotation } = await grantsAt(OUTSIDE);
      expect(await opened(annotation, BUILDING)).toBe('not_found');
    });
  });
});
