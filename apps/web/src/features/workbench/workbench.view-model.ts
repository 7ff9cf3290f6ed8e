import type { AgendaItem, ItemRestrictions, Meeting, PaperDocument } from '@app/contracts';
import { behavior, derive, type Behavior, type Scope } from '../../state';
import { toApiError, type ApiError } from '../../wire/api-error';
import { moved, withDocument, withItem, withList, withoutDocument, type DocumentFields, type ItemFields, type Place } from './items';

/** What the workbench asks of the server. Each rejects with an ApiError. */
export interface WorkbenchApi {
  addItem(fields: ItemFields): Promise<AgendaItem>;
  editItem(itemId: string, fields: Partial<ItemFields>): Promise<AgendaItem>;
  removeItem(itemId: string): Promise<unknown>;
  orderItems(itemIds: string[]): Promise<readonly AgendaItem[]>;
  editDocument(documentId: string, fields: DocumentFields): Promise<PaperDocument>;
  withdrawDocument(documentId: string): Promise<unknown>;
  readRestrictions(itemId: string): Promise<ItemRestrictions>;
  restrictItem(itemId: string, restrictions: ItemRestrictions): Promise<ItemRestrictions>;
  embargoDocument(documentId: string, until: string | null): Promise<PaperDocument>;
}

export interface WorkbenchCollaborators {
  api: WorkbenchApi;
  /** Says something that can be undone; `onPassed` runs when it no longer can. */
  offerUndo(what: { kind: 'itemRemoved' | 'orderChanged'; title: string }, undo: () => void, onPassed?: () => void): void;
  /** Hears of papers that arrived; returns how to stop. */
  onPaperArrived(listener: (document: PaperDocument) => void): () => void;
  /** What others keep of this meeting is old now. */
  changed(): void;
}

export type Saving = 'idle' | 'saving' | 'saved' | 'failed';

export interface WorkbenchModel {
  /** In agenda order, without what is being removed. */
  readonly items: Behavior<readonly AgendaItem[]>;
  readonly saving: Behavior<Saving>;
  /** The last refusal per item, until the next change of it succeeds. */
  readonly failures: Behavior<ReadonlyMap<string, ApiError>>;
  /** @throws ApiError */
  addItem(fields: ItemFields): Promise<AgendaItem>;
  editItem(itemId: string, fields: Partial<ItemFields>): Promise<void>;
  removeItem(itemId: string): void;
  moveItems(itemIds: ReadonlySet<string>, place: Place): void;
  editDocument(itemId: string, documentId: string, fields: DocumentFields): Promise<void>;
  /** At once, and for good. @throws ApiError */
  withdrawDocument(document: PaperDocument): Promise<void>;
  /** @throws ApiError */
  readRestrictions(itemId: string): Promise<ItemRestrictions>;
  /** @throws ApiError */
  restrict(itemId: string, restrictions: ItemRestrictions): Promise<void>;
  /** Null ends the embargo. @throws ApiError */
  embargo(documentId: string, until: string | null): Promise<void>;
}

export function createWorkbenchModel(scope: Scope, meeting: Meeting, collaborators: WorkbenchCollaborators): WorkbenchModel {
  const { api, offerUndo } = collaborators;
  const known = behavior<readonly AgendaItem[]>(meeting.items);
  const hiddenItems = behavior<ReadonlySet<string>>(new Set());
  const failures = behavior<ReadonlyMap<string, ApiError>>(new Map());
  const saving = behavior<Saving>('idle');
  let underWay = 0;
  // Requests of one item go out one after the other: two quick edits must not overtake each other.
  const queues = new Map<string, Promise<unknown>>();

  const items = derive(scope, [known, hiddenItems], (all, gone) =>
    all.filter((item) => !gone.has(item.id)).map((item, index) => ({ ...item, number: index + 1 })),
  );

  const save = async <T>(itemId: string, request: () => Promise<T>, undo: () => void): Promise<T | null> => {
    underWay += 1;
    saving.next('saving');
    const turn = (queues.get(itemId) ?? Promise.resolve()).then(request);
    queues.set(
      itemId,
      turn.catch(() => undefined),
    );
    try {
      const answer = await turn;
      failures.update((map) => new Map([...map].filter(([id]) => id !== itemId)));
      underWay -= 1;
      saving.next(underWay > 0 ? 'saving' : failures.value.size > 0 ? 'failed' : 'saved');
      collaborators.changed();
      return answer;
    } catch (thrown) {
      undo();
      failures.update((map) => new Map([...map, [itemId, toApiError(thrown)]]));
      underWay -= 1;
      saving.next('failed');
      return null;
    }
  };
  const replace = (item: AgendaItem) => known.update((all) => all.map((old) => (old.id === item.id ? item : old)));
  const find = (itemId: string) => known.value.find((item) => item.id === itemId);

  const order = (next: readonly AgendaItem[]) => {
    const before = known.value;
    known.next(next);
    void save(
      'order',
      () => api.orderItems(next.map((item) => item.id)),
      () => known.next(before),
    );
  };

  scope.onEnd(
    collaborators.onPaperArrived((document) => {
      known.update((all) => all.map((item) => withDocument(item, document)));
      collaborators.changed();
    }),
  );

  return {
    items,
    saving,
    failures,
    async addItem(fields) {
      const item = await api.addItem(fields);
      known.update((all) => [...all, item]);
      collaborators.changed();
      return item;
    },
    async editItem(itemId, fields) {
      const before = find(itemId);
      if (!before) return;
      replace(withItem(before, fields));
      const answer = await save(
        itemId,
        () => api.editItem(itemId, fields),
        () => replace(before),
      );
      if (answer) replace({ ...answer, number: before.number });
    },
    removeItem(itemId) {
      const item = find(itemId);
      if (!item) return;
      const show = () => hiddenItems.update((gone) => new Set([...gone].filter((id) => id !== itemId)));
      hiddenItems.update((gone) => new Set([...gone, itemId]));
      offerUndo({ kind: 'itemRemoved', title: (item.content?.title ?? item.coverTitle).ar }, show, () => {
        void save(itemId, () => api.removeItem(itemId), show).then((answer) => {
          if (answer !== null) known.update((all) => all.filter((other) => other.id !== itemId));
        });
      });
    },
    moveItems(itemIds, place) {
      const before = known.value;
      const next = moved(before, itemIds, place);
      if (next.every((item, index) => item.id === before[index]?.id)) return;
      order(next);
      offerUndo({ kind: 'orderChanged', title: '' }, () => order(before));
    },
    async editDocument(itemId, documentId, fields) {
      const before = find(itemId);
      const document = before?.content?.documents.find(({ id }) => id === documentId);
      if (!before || !document) return;
      replace(withDocument(before, { ...document, ...fields }));
      const answer = await save(
        itemId,
        () => api.editDocument(documentId, fields),
        () => replace(before),
      );
      if (answer) known.update((all) => all.map((item) => withDocument(item, answer)));
    },
    async withdrawDocument({ id }) {
      await api.withdrawDocument(id);
      known.update((all) => all.map((item) => withoutDocument(item, id)));
      collaborators.changed();
    },
    readRestrictions: (itemId) => api.readRestrictions(itemId),
    async restrict(itemId, restrictions) {
      const { readers } = await api.restrictItem(itemId, restrictions);
      known.update((all) => all.map((item) => (item.id === itemId ? withList(item, readers !== null) : item)));
      collaborators.changed();
    },
    async embargo(documentId, until) {
      const document = await api.embargoDocument(documentId, until);
      known.update((all) => all.map((item) => withDocument(item, document)));
      collaborators.changed();
    },
  };
}
