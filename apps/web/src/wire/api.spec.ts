import { listMeetings, message, readMeeting, search, signOut } from '@app/contracts';
import { z } from 'zod';
import { addressOf } from './address';
import { call, listenForSignedOut } from './api';
import { ApiError, errorFromResponse, toApiError } from './api-error';
import { parseAnswer } from './socket-answer';

const answering = (status: number, body: unknown) =>
  jest
    .spyOn(globalThis, 'fetch')
    .mockResolvedValue(
      new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }),
    );

afterEach(() => jest.restoreAllMocks());

describe('addressOf', () => {
  it('fills and escapes parameters and leaves out what is undefined', () => {
    expect(addressOf(readMeeting, { meetingId: 'a/b' }, undefined)).toBe('/api/meetings/a%2Fb');
    expect(addressOf(search, {}, { q: 'تقرير & x', page: undefined })).toBe(
      `/api/search?${new URLSearchParams({ q: 'تقرير & x' }).toString()}`,
    );
    expect(() => addressOf(readMeeting, {}, {})).toThrow(TypeError);
  });
});

describe('call', () => {
  it('parses the answer', async () => {
    answering(200, { meetings: [] });
    await expect(call(listMeetings, {})).resolves.toEqual({ meetings: [] });
  });

  it('sends its own header with every request that changes something, and only with those', async () => {
    const fetched = answering(204, null);
    await call(signOut, {});
    expect(fetched.mock.calls[0]?.[1]?.headers).toMatchObject({ 'X-Majlis-Request': '1' });
    answering(200, { meetings: [] });
    await call(listMeetings, {});
    expect(fetched.mock.calls[1]?.[1]?.headers).not.toHaveProperty('X-Majlis-Request');
  });

  it('carries code, issues and request id of a refusal', async () => {
    answering(400, { error: { code: 'invalid_input', requestId: 'r1', issues: [{ path: 'title.ar', expected: 'string' }] } });
    const error = await call(listMeetings, {}).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid_input', requestId: 'r1', issues: [{ path: 'title.ar' }], retry: false });
  });

  it('refuses an answer that is not what was agreed', async () => {
    answering(200, { meetings: [{ id: 'nonsense' }] });
    await expect(call(listMeetings, {})).rejects.toMatchObject({ code: 'answer_unreadable' });
  });

  it('tells who listens that the session ended', async () => {
    const heard = jest.fn();
    const stop = listenForSignedOut(heard);
    answering(401, { error: { code: 'not_signed_in', requestId: 'r2' } });
    await expect(call(listMeetings, {})).rejects.toBeInstanceOf(ApiError);
    stop();
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describe('errors', () => {
  it('maps a proxy’s answer by its status; forbidden and missing are one', () => {
    expect(errorFromResponse(502, '<html>').code).toBe('unavailable');
    expect(errorFromResponse(403, undefined).code).toBe('not_found');
    expect(errorFromResponse(404, undefined).code).toBe('not_found');
    expect(errorFromResponse(413, undefined).code).toBe('too_large');
    expect(errorFromResponse(418, undefined).code).toBe('answer_unreadable');
  });

  it('maps what fetch throws', () => {
    expect(toApiError(new TypeError('Failed to fetch')).code).toBe('network_lost');
    expect(toApiError(new DOMException('', 'AbortError')).code).toBe('cancelled');
    expect(toApiError(new DOMException('', 'TimeoutError')).code).toBe('timed_out');
    expect(toApiError('x').code).toBe('internal');
  });
});

describe('parseAnswer', () => {
  const contract = message({ permission: 'annotation.read', payload: z.strictObject({}), reply: z.strictObject({ seq: z.number() }) });
  const outcome = (answer: unknown) => {
    try {
      return parseAnswer(contract, answer);
    } catch (error) {
      return (error as ApiError).code;
    }
  };
  it('returns data, or throws what the server said', () => {
    expect(outcome({ ok: true, data: { seq: 4 } })).toEqual({ seq: 4 });
    expect(outcome({ ok: false, error: { code: 'state_forbids', requestId: 'r' } })).toBe('state_forbids');
    expect(outcome({ ok: true, data: { seq: 'four' } })).toBe('answer_unreadable');
    expect(outcome(null)).toBe('answer_unreadable');
  });
});
