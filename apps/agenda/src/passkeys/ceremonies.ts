import type { Assertion, Attestation } from '@app/contracts';
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { z } from 'zod';
import type { RelyingParty } from './relying-party.js';

/** COSE algorithms, the preferred one first: Ed25519, ECDSA with P-256, RSA for what knows nothing else. */
export const ALGORITHMS = [-8, -7, -257];

export interface NewCredential {
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  /** Whether it may be on several devices. */
  readonly synced: boolean;
  readonly format: string;
  readonly model: string;
}

const clientDataSchema = z.object({ challenge: z.string(), crossOrigin: z.boolean().optional(), topOrigin: z.string().optional() });

/** The challenge an answer claims to be for; null when it cannot be one of ours, or came from within another page's frame. */
export function challengeIn(clientDataJSON: string): Buffer | null {
  try {
    const data = clientDataSchema.parse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')));
    const challenge = Buffer.from(data.challenge, 'base64url');
    const whole = challenge.length === 32 && challenge.toString('base64url') === data.challenge;
    return whole && data.crossOrigin !== true && data.topOrigin === undefined ? challenge : null;
  } catch {
    return null;
  }
}

/** Checks what a new passkey says about itself: challenge, origin, relying party, presence, verification of the person. */
export async function verifyAttestation(
  attestation: Attestation,
  challenge: Buffer,
  { id, origin }: RelyingParty,
): Promise<NewCredential | null> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        id: attestation.id,
        rawId: attestation.id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: attestation.clientDataJSON,
          attestationObject: attestation.attestationObject,
          transports: attestation.transports,
        },
      },
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) return null;
    return {
      credentialId: Buffer.from(registrationInfo.credential.id, 'base64url'),
      publicKey: Buffer.from(registrationInfo.credential.publicKey),
      counter: registrationInfo.credential.counter,
      transports: attestation.transports,
      synced: registrationInfo.credentialDeviceType === 'multiDevice',
      format: registrationInfo.fmt,
      model: registrationInfo.aaguid,
    };
  } catch {
    // The library tells what is wrong by throwing; to the person it is all the same, and its words hold the input.
    return null;
  }
}

/** Checks an assertion's challenge, origin, relying party, presence, verification and signature. @returns the signed counter */
export async function verifyAssertion(
  assertion: Assertion,
  challenge: Buffer,
  { id, origin }: RelyingParty,
  publicKey: Buffer,
): Promise<number | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id: assertion.id,
        rawId: assertion.id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: assertion.clientDataJSON,
          authenticatorData: assertion.authenticatorData,
          signature: assertion.signature,
          userHandle: assertion.userHandle,
        },
      },
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      // The library compares the counter before the signature: a stranger who knows a credential's id could then have
      // it suspended. The counter is compared by us, once the signature is known to be right.
      credential: { id: assertion.id, publicKey: new Uint8Array(publicKey), counter: 0 },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}
