import type { Label } from '@app/contracts';
import { InProcessBus } from '@app/platform';
import type { PaperAccess } from '../../access/paper-access.js';
import type { Publisher } from '../../publish.js';
import { Attendance } from '../../sessions/attendance.js';
import { fakeConnection } from '../../sessions/connection.fake.js';
import type { Connection } from '../../sessions/connection.js';
import { MeetingEventsRelay } from './meeting-events.relay.js';

const meetingId = '0198a000-0000-7000-8000-000000000001';
const label: Label = { level: 3, caveats: [], releasableTo: ['BH'], originator: 'BH' };

describe('events of the meeting', () => {
  it('AN62 keep their order while people are judged, and reach only those who may know', async () => {
    const heard: string[] = [];
    const publisher = {
      meetingEvent: (to: Connection[], { name }: { name: string }) => heard.push(...to.map(({ seat }) => `${seat.accountId} ${name}`)),
    };
    let answer: (may: boolean) => void = () => undefined;
    const access = {
      mayKnow: jest
        .fn()
        .mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)))
        .mockImplementationOnce(() => Promise.reject(new Error('database away'))),
    };
    const attendance = new Attendance();
    attendance.add(fakeConnection('a', { meetingId }));
    attendance.add(fakeConnection('b', { meetingId }));
    attendance.add(fakeConnection('elsewhere', { meetingId: 'other' }));
    const bus = new InProcessBus();
    const relay = new MeetingEventsRelay(bus, access as unknown as PaperAccess, attendance, publisher as unknown as Publisher);
    relay.onModuleInit();
    await bus.publish('meeting.event', { seq: '1', meetingId, name: 'document.added', itemId: null, label });
    await bus.publish('meeting.event', { seq: '2', meetingId, name: 'agenda.changed', itemId: null, label: null });
    await new Promise(setImmediate);
    expect(heard).toEqual([]);
    answer(true);
    await new Promise(setImmediate);
    expect(heard).toEqual(['a document.added', 'a agenda.changed', 'b agenda.changed']);
    relay.onModuleDestroy();
    await bus.publish('meeting.event', { seq: '3', meetingId, name: 'agenda.changed', itemId: null, label: null });
    await new Promise(setImmediate);
    expect(heard).toHaveLength(3);
  });
});
