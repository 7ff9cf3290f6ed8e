import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { Assertion, AssertionOptions, Attestation, CreationOptions } from '@app/contracts';

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();

type Cbor = number | string | Buffer | ReadonlyMap<number | string, Cbor>;

/** Just enough CBOR (RFC 8949) for an attestation object and a COSE key. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, each]) => [cbor(key), cbor(each)])]);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}

const FLAGS = { present: 1, verified: 4, attested: 64 };

export interface Gesture {
  /** What the page says its origin is; a phishing page cannot say ours. */
  origin?: string;
  /** False: the device did not ask who is holding it. */
  verified?: boolean;
  /** The signed count; the device's own when left out. */
  counter?: number;
  userHandle?: Buffer;
  crossOrigin?: boolean;
}

/** A passkey on a device, written from the WebAuthn specification with node:crypto alone: shares no code with the server's verifier. */
export class SoftwareAuthenticator {
  readonly credentialId = randomBytes(32);
  readonly #keys: { privateKey: KeyObject; publicKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  counter = 0;
  /** What the server calls the person. */
  handle: Buffer = Buffer.alloc(0);

  constructor(readonly origin: string) {}

  get id(): string {
    return this.credentialId.toString('base64url');
  }

  register({ challenge, rp, user }: CreationOptions, gesture: Gesture = {}): Attestation {
    this.handle = Buffer.from(user.id, 'base64url');
    const { x, y } = this.#keys.publicKey.export({ format: 'jwk' });
    // COSE_Key of an EC2 key: type 2, ES256, curve P-256.
    const publicKey = cbor(
      new Map<number, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x ?? '', 'base64url')],
        [-3, Buffer.from(y ?? '', 'base64url')],
      ]),
    );
    const length = Buffer.from([this.credentialId.length >> 8, this.credentialId.length & 255]);
    const authData = Buffer.concat([
      this.#authenticatorData(rp.id, gesture, FLAGS.attested),
      Buffer.alloc(16),
      length,
      this.credentialId,
      publicKey,
    ]);
    const attestationObject = cbor(
      new Map<string, Cbor>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    );
    return {
      id: this.id,
      clientDataJSON: this.#clientData('webauthn.create', challenge, gesture).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    };
  }

  assert({ challenge, rpId }: AssertionOptions, gesture: Gesture = {}): Assertion {
    if (gesture.counter === undefined) this.counter += 1;
    const authenticatorData = this.#authenticatorData(rpId, gesture, 0);
    const clientDataJSON = this.#clientData('webauthn.get', challenge, gesture);
    return {
      id: this.id,
      clientDataJSON: clientDataJSON.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: sign('sha256', Buffer.concat([authenticatorData, sha256(clientDataJSON)]), this.#keys.privateKey).toString('base64url'),
      userHandle: (gesture.userHandle ?? this.handle).toString('base64url'),
    };
  }

  #authenticatorData(rpId: string, { verified = true, counter = this.counter }: Gesture, flags: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([FLAGS.present | (verified ? FLAGS.verified : 0) | flags]), count]);
  }

  #clientData(type: string, challenge: string, { origin = this.origin, crossOrigin = false }: Gesture): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }));
  }
}
