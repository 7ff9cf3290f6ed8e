import type { Assertion, AssertionOptions, Attestation, CreationOptions } from '@app/contracts';
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { ApiError } from '../wire';

/** Asks the device for a passkey of ours. @throws ApiError `cancelled`, `passkey_unavailable` */
export async function askPasskey({ challenge, rpId, timeoutMs }: AssertionOptions): Promise<Assertion> {
  const { id, response } = await withDevice(() =>
    startAuthentication({ optionsJSON: { challenge, rpId, timeout: timeoutMs, userVerification: 'required' } }),
  );
  // Every passkey we make is discoverable, and such a one always says whose it is.
  if (response.userHandle === undefined) throw new ApiError('passkey_unavailable');
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return { id, clientDataJSON, authenticatorData, signature, userHandle };
}

const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;

/** Has the device make a passkey. @throws ApiError `cancelled`, `passkey_unavailable` */
export async function makePasskey(options: CreationOptions): Promise<Attestation> {
  const { id, response } = await withDevice(() =>
    startRegistration({
      optionsJSON: {
        challenge: options.challenge,
        rp: options.rp,
        user: options.user,
        pubKeyCredParams: options.algorithms.map((alg) => ({ type: 'public-key' as const, alg })),
        timeout: options.timeoutMs,
        attestation: 'none',
        excludeCredentials: options.exclude.map((credential) => ({ id: credential, type: 'public-key' as const })),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      },
    }),
  );
  return {
    id,
    clientDataJSON: response.clientDataJSON,
    attestationObject: response.attestationObject,
    transports: TRANSPORTS.filter((known) => (response.transports as readonly string[] | undefined)?.includes(known)),
  };
}

async function withDevice<T>(work: () => Promise<T>): Promise<T> {
  if (!browserSupportsWebAuthn()) throw new ApiError('passkey_unavailable');
  try {
    return await work();
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : '';
    // Browsers say "not allowed" for a person who changed his mind, for a device without a passkey and for a timeout alike.
    if (name === 'NotAllowedError' || name === 'AbortError') throw new ApiError('cancelled', { cause });
    throw new ApiError('passkey_unavailable', { cause });
  }
}
