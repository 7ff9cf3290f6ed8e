import type { Config } from '@app/platform';

/** What the conference is told from outside. A node abroad gets this and nothing more: no database, no store. */
export abstract class ConferenceConfig {
  /** PEM of the key that grants are verified with. */
  abstract readonly grantPublicKey: string;
  /** Path of the media worker's binary; null leaves it to MEDIASOUP_WORKER_BIN. */
  abstract readonly workerBin: string | null;
  /** Media workers: one fills one core. */
  abstract readonly workers: number;
  /** Address the workers listen on. */
  abstract readonly listenIp: string;
  /** Address clients are told, where it is not the one listened on. */
  abstract readonly announcedAddress: string | null;
  /** UDP and TCP port of the first worker, the next ones follow; null takes free ports. */
  abstract readonly mediaPort: number | null;
  /** The only origin whose pages may connect; null means the host that was asked. */
  abstract readonly publicOrigin: string | null;
  /** Whose word is taken for where somebody connects from (TRUSTED_PROXIES). */
  abstract readonly trustedProxies: string;
}

/** The settings of a media node: the verifying key, addresses and ports. */
export function conferenceConfigOf(
  { media, publicOrigin, trustedProxies }: Pick<Config, 'media' | 'publicOrigin' | 'trustedProxies'>,
  grantPublicKey: string,
): ConferenceConfig {
  return {
    grantPublicKey,
    workerBin: media.workerBin,
    workers: media.workers,
    listenIp: media.listenIp,
    announcedAddress: media.announcedAddress,
    mediaPort: media.port,
    publicOrigin,
    trustedProxies,
  };
}
