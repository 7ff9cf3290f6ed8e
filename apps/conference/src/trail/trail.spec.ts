import type { ConferenceAct } from '@app/contracts';
import { createLog, InProcessBus } from '@app/platform';
import { v7 as uuid } from 'uuid';
import { Trail } from './trail.js';

const grant = { accountId: uuid(), sessionId: uuid(), meetingId: uuid() };
const somebody = { grant, network: '192.0.2.7' };
const LEFT = { event: 'conference.left' } as const;

describe('CF15 the conference’s part in the trail', () => {
  let bus: InProcessBus;
  let trail: Trail;
  const told: ConferenceAct[] = [];
  /** Whether the agenda at the other end writes, and says so. */
  let writes: boolean;
  beforeEach(() => {
    bus = new InProcessBus();
    trail = new Trail(bus, createLog({ level: 'silent', service: 'test' }));
    told.length = 0;
    writes = true;
    bus.subscribe('conference.acts', ({ acts }) => {
      told.push(...acts);
      if (writes) void bus.publish('conference.written', { ids: acts.map(({ id }) => id) });
    });
  });
  const heard = async (count: number) => {
    const deadline = Date.now() + 10_000;
    while (told.length < count && Date.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
    return told.length;
  };

  it('is told once when it is written, and again when nobody says so', async () => {
    trail.note(somebody, LEFT);
    expect(await heard(1)).toBe(1);
    writes = false;
    trail.note(somebody, LEFT);
    await heard(2);
    writes = true;
    expect(await heard(3)).toBe(3);
    expect(told[2]).toEqual(told[1]);
    await trail.close();
    expect(told).toHaveLength(3);
    expect(told[0]).toMatchObject({ ...grant, network: '192.0.2.7', ...LEFT });
  });

  it('says at the end what is not told yet', async () => {
    for (let act = 0; act < 1_200; act += 1) trail.note(somebody, LEFT);
    await trail.close();
    expect(new Set(told.map(({ id }) => id)).size).toBe(1_200);
  });

  it('allows nothing new while too much is not written, and goes on once it is', async () => {
    writes = false;
    for (let act = 0; act < 4_999; act += 1) trail.note(somebody, LEFT);
    expect(() => trail.requireRoom()).not.toThrow();
    trail.note(somebody, LEFT);
    expect(() => trail.requireRoom()).toThrow('unavailable');
    const door = { event: 'conference.decided', action: 'conference.join', object: 'meeting', objectId: grant.meetingId } as const;
    trail.noteAtDoor(somebody, { ...door, reasons: ['network'] });
    writes = true;
    await trail.close();
    expect(() => trail.requireRoom()).not.toThrow();
    expect(told.some(({ event }) => event === 'conference.decided')).toBe(false);
  });
});
