import type { AnnotationLayer, Label, MeetingState, Role } from '@app/contracts';
import type { ApiClient } from '../../support/api-client.js';
import type { Person, Thing } from '../matrix/facts.js';
import type { TableOracle } from '../matrix/table-oracle.js';
import type { Canary } from './canary.js';
import type { BodyKey, PersonaPlan } from './people.js';

export interface Persona {
  readonly plan: PersonaPlan;
  readonly person: Person;
  readonly name: Canary;
  readonly login: string;
  /** Signed in as far as he can. */
  readonly client: ApiClient;
  readonly sessionId: string;
}
export interface Body {
  readonly key: BodyKey;
  readonly id: string;
  readonly name: Canary;
  readonly label: Label;
}
export interface Meeting {
  readonly key: string;
  readonly body: Body;
  readonly id: string;
  readonly title: Canary;
  readonly label: Label;
  readonly state: MeetingState;
}
export interface Item {
  readonly meeting: Meeting;
  readonly id: string;
  readonly cover: Canary;
  readonly title: Canary;
  readonly label: Label;
  readonly removed: boolean;
  readonly readers: readonly string[] | null;
  readonly recused: readonly string[];
}
export interface Paper {
  readonly item: Item;
  readonly id: string;
  readonly versionId: string;
  readonly title: Canary;
  readonly text: Canary;
  readonly file: Canary;
  readonly label: Label;
  readonly language: 'ar' | 'en';
  readonly embargoed: boolean;
  withdrawn: boolean;
}
export interface View {
  readonly paper: Paper;
  readonly owner: Persona;
  readonly id: string;
}
export interface Note {
  readonly paper: Paper;
  readonly author: Persona;
  readonly layer: AnnotationLayer;
  readonly id: string;
  readonly quote: Canary;
}

/** A wish to make a paper's label weaker, with its reason. */
export interface LabelRequest {
  readonly paper: Paper;
  readonly asker: Persona;
  readonly id: string;
  readonly reason: Canary;
}
/** A question for the release of what lies behind an item. */
export interface ReleaseAsk {
  readonly item: Item;
  readonly asker: Persona;
  readonly id: string;
  readonly reason: Canary;
}

/** What is to be expected, from the decision table on the labels that were given; the product is not asked. */
export class World {
  readonly personas: Persona[] = [];
  readonly bodies: Body[] = [];
  readonly meetings: Meeting[] = [];
  readonly items: Item[] = [];
  readonly papers: Paper[] = [];
  readonly views: View[] = [];
  readonly notes: Note[] = [];
  readonly labelRequests: LabelRequest[] = [];
  readonly releaseAsks: ReleaseAsk[] = [];

  constructor(private readonly oracle: TableOracle) {}

  get objects(): number {
    const { personas, bodies, meetings, items, papers, views, notes, labelRequests, releaseAsks } = this;
    // An item is its cover and what is behind it, a paper is itself and its version.
    const requests = labelRequests.length + releaseAsks.length;
    return (
      requests + personas.length + bodies.length + meetings.length + 2 * items.length + 2 * papers.length + views.length + notes.length
    );
  }

  find(key: string): Persona {
    const found = this.personas.find(({ plan }) => plan.key === key);
    if (!found) throw new Error(`no persona ${key}`);
    return found;
  }

  roleIn({ plan }: Persona, meeting: Meeting): Role | null {
    return plan.notIn?.includes(meeting.key) ? null : (plan.roles?.[meeting.body.key] ?? null);
  }

  #may({ person }: Persona, action: string, thing: Thing): boolean {
    return this.oracle.judge(person, action, thing) === 0;
  }

  maySystem({ person }: Persona, permission: string): boolean {
    return this.oracle.judgeSystem(person, permission) === 0;
  }

  mayBody(persona: Persona, action: string, { label, key }: Body): boolean {
    return this.#may(persona, action, { label, state: 'none', role: persona.plan.roles?.[key] ?? null });
  }

  mayMeeting(persona: Persona, action: string, meeting: Meeting): boolean {
    return this.#may(persona, action, { label: meeting.label, state: meeting.state, role: this.roleIn(persona, meeting) });
  }

  /** What is behind the cover. Who may not know of the meeting knows nothing of it. */
  mayItem(persona: Persona, action: string, item: Item): boolean {
    if (item.removed || !this.mayMeeting(persona, 'meeting.read', item.meeting)) return false;
    return this.#may(persona, action, this.#standing(persona, item));
  }

  #standing(persona: Persona, { meeting, label, readers, recused }: Item): Thing {
    const { key } = persona.plan;
    const list = readers === null ? 'open' : readers.includes(key) ? 'listed' : 'unlisted';
    return { label, state: meeting.state, role: this.roleIn(persona, meeting), list, recused: recused.includes(key) };
  }

  mayPaper(persona: Persona, action: string, { item, label, embargoed, withdrawn }: Paper, requestedBy: string | null = null): boolean {
    if (!this.mayItem(persona, 'item.read', item)) return false;
    return this.#may(persona, action, { ...this.#standing(persona, item), label, embargoed, withdrawn, requestedBy });
  }

  /**
   * Whoever knows of a paper and lacks nothing but a proof of who he is of the last minutes is told just that, and is
   * not refused as if it did not exist.
   */
  mayOnceProved(persona: Persona, action: string, paper: Paper, requestedBy: string | null = null): boolean {
    const proved: Persona = { ...persona, person: { ...persona.person, fresh: true, assurance: 2 } };
    return this.mayPaper(persona, 'document.read', paper) && this.mayPaper(proved, action, paper, requestedBy);
  }

  /** His own question, or one about something of his country's that is not for the asker's. */
  mayAsk(persona: Persona, { item, asker }: ReleaseAsk): boolean {
    if (item.removed || !this.mayMeeting(persona, 'release.ask', item.meeting)) return false;
    if (persona === asker) return true;
    const outside = ({ releasableTo }: Label) =>
      releasableTo[0] !== 'ALL' && !releasableTo.some((country) => country === asker.plan.country);
    const papers = this.papers.filter((paper) => paper.item === item && outside(paper.label));
    return (
      (outside(item.label) && this.mayItem(persona, 'label.list', item)) ||
      papers.some((paper) => this.mayPaper(persona, 'label.list', paper))
    );
  }

  mayNote(persona: Persona, { paper, author, layer }: Note): boolean {
    if (!this.mayPaper(persona, 'annotation.read', paper)) return false;
    if (layer === 'private') return author === persona;
    return layer === 'meeting' || author.person.country === persona.person.country;
  }

  /** People one meets, and those one sees by one's office. */
  mayPerson(persona: Persona, other: Persona): boolean {
    if (!persona.person.active) return false;
    if (persona === other || this.maySystem(persona, 'account.list') || this.maySystem(persona, 'audit.read')) return true;
    return this.meetings.some((meeting) => this.roleIn(other, meeting) !== null && this.mayMeeting(persona, 'meeting.read', meeting));
  }

  /**
   * Every word and id of this world that a persona may hear. Ids of all things are also in the trail the auditor
   * reads (P18): ids, no content.
   */
  known(persona: Persona): Set<string> {
    const known = new Set<string>();
    const words = (...canaries: Canary[]) => canaries.forEach(({ ar, en }) => known.add(ar).add(en));
    const auditor = this.maySystem(persona, 'audit.read');
    const id = (may: boolean, ...ids: string[]) => (may || auditor) && ids.forEach((one) => known.add(one));
    for (const body of this.bodies) {
      const may = this.mayBody(persona, 'body.list', body);
      if (may) words(body.name);
      id(may || this.meetings.some((meeting) => meeting.body === body && this.mayMeeting(persona, 'meeting.read', meeting)), body.id);
    }
    for (const meeting of this.meetings) {
      const may = this.mayMeeting(persona, 'meeting.read', meeting);
      if (may) words(meeting.title);
      id(may, meeting.id);
    }
    for (const item of this.items) {
      const cover = !item.removed && this.mayMeeting(persona, 'meeting.read', item.meeting);
      if (cover) words(item.cover);
      if (this.mayItem(persona, 'item.read', item)) words(item.title);
      id(cover, item.id);
    }
    for (const paper of this.papers) {
      const may = this.mayPaper(persona, 'document.read', paper);
      if (may) words(paper.title, paper.text);
      id(may, paper.id, paper.versionId);
    }
    for (const view of this.views) {
      const own = view.owner === persona && this.mayPaper(persona, 'document.read', view.paper);
      // Receipts name the views of others to the side of the originator.
      id(own || this.mayPaper(persona, 'receipts.read', view.paper), view.id);
    }
    for (const note of this.notes) {
      const may = this.mayNote(persona, note);
      if (may) words(note.quote);
      id(may, note.id);
    }
    for (const request of this.labelRequests) {
      const may = this.mayPaper(persona, 'label.list', request.paper);
      if (may) words(request.reason);
      id(may, request.id);
    }
    for (const ask of this.releaseAsks) {
      const may = this.mayAsk(persona, ask);
      if (may) words(ask.reason);
      id(may, ask.id);
    }
    for (const other of this.personas) {
      const may = this.mayPerson(persona, other);
      if (may) words(other.name);
      id(may, other.person.accountId);
      id(other === persona && persona.person.active, other.sessionId);
      if (this.maySystem(persona, 'account.list')) known.add(other.login);
    }
    return known;
  }

  /** Words that a persona must have heard of, or the test is blind: whatever is answered or told in words. */
  due(persona: Persona, walked: readonly Meeting[], alsoTexts: boolean): string[] {
    if (!persona.person.active) return [];
    const words: Canary[] = [];
    for (const meeting of this.meetings) if (this.mayMeeting(persona, 'meeting.read', meeting)) words.push(meeting.title);
    for (const item of this.items) {
      if (!item.removed && this.mayMeeting(persona, 'meeting.read', item.meeting)) words.push(item.cover);
      if (this.mayItem(persona, 'item.read', item)) words.push(item.title);
    }
    for (const paper of this.papers) if (this.mayPaper(persona, 'document.read', paper)) words.push(paper.title);
    for (const request of this.labelRequests) if (this.mayPaper(persona, 'label.list', request.paper)) words.push(request.reason);
    for (const ask of this.releaseAsks) if (this.mayAsk(persona, ask)) words.push(ask.reason);
    for (const note of this.notes) if (walked.includes(note.paper.item.meeting) && this.mayNote(persona, note)) words.push(note.quote);
    const texts = this.papers.filter((paper) => paper.label.level <= 2 && this.mayPaper(persona, 'document.read', paper));
    return [...words.flatMap(({ ar, en }) => [ar, en]), ...(alsoTexts ? texts.map(({ text }) => text.en) : [])];
  }

  /** Every word and id of this world: what is not here is no trace of it. */
  all(): Set<string> {
    const { personas, bodies, meetings, items, papers, views, notes, labelRequests, releaseAsks } = this;
    const words = [
      ...personas.map(({ name }) => name),
      ...bodies.map(({ name }) => name),
      ...meetings.map(({ title }) => title),
      ...items.flatMap(({ cover, title }) => [cover, title]),
      ...papers.flatMap(({ title, text, file }) => [title, text, file]),
      ...notes.map(({ quote }) => quote),
      ...[...labelRequests, ...releaseAsks].map(({ reason }) => reason),
    ].flatMap(({ ar, en }) => [ar, en]);
    const ids = [
      ...personas.flatMap(({ person, sessionId, login }) => [person.accountId, sessionId, login]),
      ...[...bodies, ...meetings, ...items, ...views, ...notes, ...labelRequests, ...releaseAsks].map(({ id }) => id),
      ...papers.flatMap(({ id, versionId }) => [id, versionId]),
    ];
    return new Set([...words, ...ids].filter(Boolean));
  }
}
