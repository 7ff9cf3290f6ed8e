import { type AgendaItem, endpoints, type Label } from '@app/contracts';
import type { DataSource } from 'typeorm';
import { PaperStore } from '../../apps/agenda/src/documents/paper-store.js';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, type RawAnswer } from '../support/api-client.js';
import { makePaper } from '../support/papers.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';

const GCC = 'GCC e-Government Programmes Committee';
const all: Label = { level: 1, caveats: [], releasableTo: ['BH', 'KW', 'OM', 'QA', 'SA', 'AE'], originator: 'BH' };

describe('an item that is labelled stricter than a paper on it', () => {
  let app: AgendaApp;
  let superuser: DataSource;
  let secretary: ApiClient;
  let chair: ApiClient;
  let meetingId: string;

  beforeAll(async () => {
    app = await startAgenda();
    superuser = await app.db.superuser();
    [secretary, chair] = (await Promise.all(['secretary-bh', 'chair-bh'].map((persona) => app.as(persona)))) as [ApiClient, ApiClient];
    await mayKnow(chair, 'NET');
    ({ id: meetingId } = await draftMeeting(secretary, bh(0)));
    await addItem(secretary, meetingId, { cover: 'First', label: bh(0) });
    await secretary.call(endpoints.publishMeeting, { params: { meetingId } });
  });
  afterAll(() => app.close());

  const mayKnow = (client: ApiClient, ...caveats: string[]) =>
    superuser.query(`update clearances set caveats = $2 where account_id = $1`, [client.accountId, caveats]);
  const upload = async (itemId: string, text: string, label?: Label) =>
    endpoints.uploadDocument.response.parse(
      (await secretary.upload(itemId, { bytes: await makePaper(text), name: 'paper.pdf' }, label ? { label } : {})).json,
    );
  /** An item with a paper that its secretary does not know of (any more). */
  async function withHiddenPaper(item: Label, paper: Label): Promise<{ itemId: string; documentId: string }> {
    const { id: itemId } = await addItem(secretary, meetingId, { cover: 'Cover', title: 'Shown', label: item });
    await mayKnow(secretary, 'NET');
    const { id: documentId } = await upload(itemId, 'HIDDEN', paper);
    await mayKnow(secretary);
    expect((await secretary.try(endpoints.openView, { params: { documentId } })).status).toBe(404);
    return { itemId, documentId };
  }
  const raise = (itemId: string, label: Label) => secretary.try(endpoints.editItem, { params: { itemId }, body: { label } });
  const bytesFor = async (client: ApiClient, documentId: string) => {
    const view = await client.try(endpoints.openView, { params: { documentId } });
    if (view.status !== 201 && view.status !== 200) return view.status;
    return (await client.try(endpoints.readPaper, { params: { viewId: (view.json as { id: string }).id } })).status;
  };
  const labelFor = async (client: ApiClient, itemId: string) =>
    (await client.call(endpoints.readMeeting, { params: { meetingId } })).items.find(({ id }) => id === itemId)?.content?.documents[0]
      ?.label;
  const entries = (documentId: string, event: string) =>
    superuser.query<{ account: string; label: Label | null }[]>(
      `select account_id as account, data->'label' as label from audit_entries where event = $2 and data->>'documentId' = $1`,
      [documentId, event],
    );

  it('takes papers with it that its editor does not know of, and answers as if there were none', async () => {
    const { itemId, documentId } = await withHiddenPaper(bh(0), bh(0, 'NET'));
    const { id: without } = await addItem(secretary, meetingId, { cover: 'Cover', title: 'Shown', label: bh(0) });
    const [answer, other] = [await raise(itemId, bh(2)), await raise(without, bh(2))];
    expect([answer.status, other.status]).toEqual([200, 200]);
    const told = ({ text }: typeof answer) => ({ ...(JSON.parse(text.replaceAll(itemId, without)) as AgendaItem), position: 0, number: 0 });
    expect(told(answer)).toEqual(told(other));
    expect(await labelFor(chair, itemId)).toEqual(bh(2, 'NET'));
    // Its keys are still those of the weaker label; the paper opens for whoever may know it.
    expect(await bytesFor(chair, documentId)).toBe(200);
    expect(await entries(documentId, 'document.edited')).toEqual([{ account: secretary.accountId, label: bh(2, 'NET') }]);
  });

  it('a paper raised with its item is labelled anew like any other, made stricter or weaker', async () => {
    const { itemId, documentId } = await withHiddenPaper(bh(0), bh(0, 'NET'));
    expect((await raise(itemId, bh(1))).status).toBe(200);
    await mayKnow(secretary, 'NET');
    await secretary.call(endpoints.editDocument, { params: { documentId }, body: { label: bh(2, 'NET') } });
    expect(await bytesFor(chair, documentId)).toBe(200);
    const request = await secretary.call(endpoints.requestLabel, {
      body: { kind: 'document', objectId: documentId, label: bh(1), reason: 'settled' },
    });
    await chair.call(endpoints.approveLabel, { params: { requestId: request.id } });
    expect([await labelFor(chair, itemId), await bytesFor(chair, documentId)]).toEqual([bh(1), 200]);
  });

  it('a hidden paper that no country could read any more is withdrawn', async () => {
    const { id: joint } = await draftMeeting(secretary, all, GCC);
    const { id: itemId } = await addItem(secretary, joint, { cover: 'Cover', label: all });
    const { id: documentId } = await upload(itemId, 'FOR KUWAIT');
    await superuser.query(`update documents set releasable_to = '{KW}' where id = $1`, [documentId]);
    expect((await raise(itemId, bh(1))).status).toBe(200);
    const [row] = await superuser.query<unknown[]>(
      `select withdrawn_at is not null as withdrawn, releasable_to from documents where id = $1`,
      [documentId],
    );
    expect(row).toEqual({ withdrawn: true, releasable_to: ['KW'] });
    expect(await entries(documentId, 'document.withdrawn')).toHaveLength(1);
  });

  it('is refused for a paper its editor knows of; one that was withdrawn is no reason', async () => {
    const { id: itemId } = await addItem(secretary, meetingId, { cover: 'Cover', label: bh(0) });
    const { id: documentId } = await upload(itemId, 'KNOWN');
    expect(codeOf(await raise(itemId, bh(2)))).toBe('label_above_papers');
    await secretary.call(endpoints.withdrawDocument, { params: { documentId } });
    expect((await raise(itemId, bh(2))).status).toBe(200);
  });

  it('at the same moment as its paper, both get what was asked for', async () => {
    const blind = await app.as('member-bh');
    await superuser.query(`update participants set role = 'secretary' where meeting_id = $1 and account_id = $2`, [
      meetingId,
      blind.accountId,
    ]);
    for (let round = 0; round < 6; round += 1) {
      const { itemId, documentId } = await withHiddenPaper(bh(0), bh(0, 'NET'));
      await mayKnow(secretary, 'NET');
      const [paper, item] = await Promise.all([
        secretary.try(endpoints.editDocument, { params: { documentId }, body: { label: bh(2, 'NET') } }),
        blind.try(endpoints.editItem, { params: { itemId }, body: { label: bh(1) } }),
      ]);
      expect([paper.status, item.status]).toEqual([200, 200]);
      expect([await labelFor(chair, itemId), await bytesFor(chair, documentId)]).toEqual([bh(2, 'NET'), 200]);
    }
  });

  describe('and meanwhile a paper on it', () => {
    const levelsOf = async (itemId: string) => {
      const rows = await superuser.query<{ item: number; paper: number }[]>(
        `select i.level as item, d.level as paper from item_contents i join documents d on d.item_id = i.item_id where i.item_id = $1`,
        [itemId],
      );
      return rows.map(({ item, paper }) => paper >= item);
    };
    const meanwhile = async (milliseconds: number, act: () => Promise<RawAnswer>) => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      const answer = await act();
      return answer.status === 200 ? 'done' : codeOf(answer);
    };

    it('gets a weaker label: the second of them is refused', async () => {
      const seen = new Set<string>();
      for (let round = 0; round < 6; round += 1) {
        const { id: itemId } = await addItem(secretary, meetingId, { cover: 'Cover', label: bh(0) });
        const { id: objectId } = await upload(itemId, 'LOWERED', bh(3));
        const body = { kind: 'document' as const, objectId, label: bh(0), reason: 'settled' };
        const { id: requestId } = await secretary.call(endpoints.requestLabel, { body });
        const [approved, raised] = await Promise.all([
          meanwhile(round % 5, () => chair.try(endpoints.approveLabel, { params: { requestId } })),
          meanwhile((6 - round) % 5, () => raise(itemId, bh(3))),
        ]);
        seen.add(`${approved} ${raised}`);
        expect(await levelsOf(itemId)).toEqual([true]);
      }
      expect(['label_too_low done', 'done label_above_papers']).toEqual(expect.arrayContaining([...seen]));
    });

    it('is uploaded: the second of them is refused', async () => {
      const bytes = await makePaper('UPLOADED');
      const seen = new Set<string>();
      for (let round = 0; round < 5; round += 1) {
        const { id: itemId } = await addItem(secretary, meetingId, { cover: 'Cover', label: bh(0) });
        const stored = new Promise<void>((resolve) => {
          const seal = app.running.app.get(PaperStore);
          const spy = jest.spyOn(seal, 'seal').mockImplementation(async (...given) => {
            const sealed = await PaperStore.prototype.seal.apply(seal, given);
            if (spy.mock.calls.length === 2) resolve();
            return sealed;
          });
        });
        const [uploaded, raised] = await Promise.all([
          meanwhile(0, () => secretary.upload(itemId, { bytes, name: 'paper.pdf' })),
          stored.then(() => meanwhile(round, () => raise(itemId, bh(2)))),
        ]);
        jest.restoreAllMocks();
        seen.add(`${uploaded} ${raised}`);
        expect((await levelsOf(itemId)).every((covered) => covered)).toBe(true);
      }
      expect(['done label_above_papers', 'label_too_low done']).toEqual(expect.arrayContaining([...seen]));
    });
  });

  it('a label that somebody took back past the services opens nothing', async () => {
    const { id: itemId } = await addItem(secretary, meetingId, { cover: 'Cover', label: bh(0) });
    const { id: documentId } = await upload(itemId, 'TAKEN BACK', bh(2));
    const take = (table: string, columns: string, where: string) =>
      superuser.transaction(async (manager) => {
        await manager.query(`set local session_replication_role = replica`);
        await manager.query(`update ${table} set ${columns} where ${where} = $1`, [documentId]);
      });
    expect(await bytesFor(chair, documentId)).toBe(200);
    await take('documents', 'level = 1', 'id');
    expect(await bytesFor(chair, documentId)).toBe(500);
    await take('document_versions', 'bound_level = 1', 'document_id');
    expect(await bytesFor(chair, documentId)).toBe(500);
  });
});
