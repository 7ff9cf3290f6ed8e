import { dtlsParametersSchema, rtpCapabilitiesSchema, type ConferenceFromClient, type Source } from '@app/contracts';
import { Device, type types } from 'mediasoup-client';
import type { z } from 'zod';
import { behavior, type Behavior, type Scope } from '../../state';
import { Publisher } from './publisher';
import { Receiver } from './receiver';
import type { Signalling } from './signalling';

export type EnteredRoom = z.output<ConferenceFromClient['room:enter']['reply']>;

/** `disrupted`: media stands still while ICE looks for another way; signalling is alive. */
export type MediaPath = 'connecting' | 'connected' | 'disrupted';

/** A short break heals by itself more often than not; asking at once would only add to it. */
const PATIENCE_MS = 1500;
const RETRY_MS = [0, 1000, 2000, 5000, 10_000];

/** One stay in the room: a transport per direction and what runs over them. Ends with its scope, never restarts. */
export class MediaSession {
  readonly publisher: Publisher | null;
  readonly receiver: Receiver;
  readonly #path = behavior<MediaPath>('connecting');

  /** @throws ApiError when the server refuses, UnsupportedError for a browser without WebRTC. */
  static async open(
    scope: Scope,
    signalling: Signalling,
    room: EnteredRoom,
    onFailed: (source: Source, error: unknown) => void,
  ): Promise<MediaSession> {
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities: room.rtpCapabilities });
    const receive = await signalling.request('transport:create', {
      direction: 'receive',
      rtpCapabilities: rtpCapabilitiesSchema.parse(device.recvRtpCapabilities),
    });
    const { speak, film, share } = room.abilities;
    // Who may send nothing opens nothing to send through.
    const send = speak || film || share ? await signalling.request('transport:create', { direction: 'send' }) : null;
    return new MediaSession(scope, signalling, device.createRecvTransport(receive), send && device.createSendTransport(send), onFailed);
  }

  private constructor(
    scope: Scope,
    signalling: Signalling,
    receive: types.Transport,
    send: types.Transport | null,
    onFailed: (source: Source, error: unknown) => void,
  ) {
    for (const transport of send ? [receive, send] : [receive]) {
      scope.onEnd(() => transport.close());
      this.#keepConnected(scope, signalling, transport, () => this.#judge(receive, send));
    }
    this.receiver = new Receiver(scope, signalling, receive);
    this.publisher = send ? new Publisher(scope, signalling, send, onFailed) : null;
  }

  get path(): Behavior<MediaPath> {
    return this.#path;
  }

  #judge(receive: types.Transport, send: types.Transport | null): void {
    // A direction without a stream stays `new`: nothing is wrong with it.
    const states = [receive, send].flatMap((transport) => (transport ? [transport.connectionState] : []));
    if (states.some((state) => state === 'disconnected' || state === 'failed')) this.#path.next('disrupted');
    else if (states.includes('connected')) this.#path.next('connected');
  }

  #keepConnected(scope: Scope, signalling: Signalling, transport: types.Transport, changed: () => void): void {
    transport.on('connect', ({ dtlsParameters }, done, fail) => {
      signalling
        .request('transport:connect', { transportId: transport.id, dtlsParameters: dtlsParametersSchema.parse(dtlsParameters) })
        .then(done, (error: unknown) => fail(error instanceof Error ? error : new Error('refused')));
    });
    let attempts = 0;
    let callOff: () => void = () => undefined;
    const broken = () => transport.connectionState === 'disconnected' || transport.connectionState === 'failed';
    const restart = async () => {
      if (scope.ended || !broken()) return;
      attempts += 1;
      try {
        const { iceParameters } = await signalling.request('transport:restart-ice', { transportId: transport.id });
        if (!transport.closed) await transport.restartIce({ iceParameters });
      } catch {
        // The socket is away too: when it is back, everything is opened anew.
      }
      if (!scope.ended) callOff = scope.after(RETRY_MS[Math.min(attempts, RETRY_MS.length - 1)] ?? 10_000, () => void restart());
    };
    transport.on('connectionstatechange', (state) => {
      changed();
      callOff();
      if (state === 'connected') attempts = 0;
      if (state === 'disconnected') callOff = scope.after(PATIENCE_MS, () => void restart());
      if (state === 'failed') callOff = scope.after(RETRY_MS[Math.min(attempts, RETRY_MS.length - 1)] ?? 10_000, () => void restart());
    });
  }
}
