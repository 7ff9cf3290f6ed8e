import { z } from 'zod';
import { mediaKindSchema } from './source.js';

/**
 * RTP, ICE and DTLS parameters as they cross the signalling socket. Everything here reaches native code in the
 * media worker, so each number has the range of its field on the wire and each list and string a limit: what does
 * not fit is refused before the worker sees it.
 */
const uint32 = z.int().min(0).max(0xffff_ffff);
/** Zero is not a stream. */
const ssrcSchema = z.int().min(1).max(0xffff_ffff);
const payloadTypeSchema = z.int().min(0).max(127);
const clockRateSchema = z.int().min(8000).max(192_000);
const channelsSchema = z.int().min(1).max(8);
/** Ids that travel in one-byte header extensions (RFC 8852: alphanumeric; MIDs also with - and _). */
const ridSchema = z.string().regex(/^[A-Za-z0-9]{1,16}$/);
const midSchema = z.string().regex(/^[A-Za-z0-9_-]{1,16}$/);
const extensionIdSchema = z.int().min(1).max(14);
const mimeTypeSchema = z.string().regex(/^(audio|video)\/[A-Za-z0-9-]{1,24}$/);

const codecSettingsSchema = z
  .record(z.string().regex(/^[A-Za-z0-9-]{1,48}$/), z.union([z.string().max(256), z.number()]))
  .refine((settings) => Object.keys(settings).length <= 24, 'too many codec parameters');

const feedbackSchema = z.strictObject({
  type: z.string().regex(/^[A-Za-z0-9-]{1,24}$/),
  parameter: z
    .string()
    .regex(/^[A-Za-z0-9-]{0,24}$/)
    .optional(),
});

/** The header extensions a room offers. A client negotiates from these, so another one is never legitimate. */
export const headerExtensionUriSchema = z.enum([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
  'urn:3gpp:video-orientation',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
]);

export const rtpCapabilitiesSchema = z.strictObject({
  codecs: z
    .array(
      z.strictObject({
        kind: mediaKindSchema,
        mimeType: mimeTypeSchema,
        preferredPayloadType: payloadTypeSchema,
        clockRate: clockRateSchema,
        channels: channelsSchema.optional(),
        parameters: codecSettingsSchema.optional(),
        rtcpFeedback: z.array(feedbackSchema).max(16).optional(),
      }),
    )
    .max(64),
  headerExtensions: z
    .array(
      z.strictObject({
        kind: mediaKindSchema,
        uri: headerExtensionUriSchema,
        preferredId: extensionIdSchema,
        preferredEncrypt: z.boolean().optional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).optional(),
      }),
    )
    .max(48),
});
export type RtpCapabilities = z.infer<typeof rtpCapabilitiesSchema>;

const codecParametersSchema = z.strictObject({
  mimeType: mimeTypeSchema,
  payloadType: payloadTypeSchema,
  clockRate: clockRateSchema,
  channels: channelsSchema.optional(),
  parameters: codecSettingsSchema.optional(),
  rtcpFeedback: z.array(feedbackSchema).max(16).optional(),
});

const encodingSchema = z.strictObject({
  ssrc: ssrcSchema.optional(),
  rid: ridSchema.optional(),
  codecPayloadType: payloadTypeSchema.optional(),
  rtx: z.strictObject({ ssrc: ssrcSchema }).optional(),
  dtx: z.boolean().optional(),
  active: z.boolean().optional(),
  scalabilityMode: z
    .string()
    .regex(/^[LS][1-3]T[1-3](_KEY)?$/)
    .optional(),
  scaleResolutionDownBy: z.number().min(1).max(16).optional(),
  maxBitrate: uint32.optional(),
  maxFramerate: z.number().min(0).max(240).optional(),
  adaptivePtime: z.boolean().optional(),
  priority: z.enum(['very-low', 'low', 'medium', 'high']).optional(),
  networkPriority: z.enum(['very-low', 'low', 'medium', 'high']).optional(),
});

const distinct = <T>(values: readonly T[]) => new Set(values).size === values.length;

export const rtpParametersSchema = z
  .strictObject({
    mid: midSchema.optional(),
    codecs: z.array(codecParametersSchema).min(1).max(8),
    headerExtensions: z
      .array(
        z.strictObject({
          uri: headerExtensionUriSchema,
          id: extensionIdSchema,
          encrypt: z.boolean().optional(),
          parameters: codecSettingsSchema.optional(),
        }),
      )
      .max(16)
      .optional(),
    /** One, or one per simulcast layer. */
    encodings: z.array(encodingSchema).min(1).max(3),
    rtcp: z
      .strictObject({ cname: z.string().max(255).optional(), reducedSize: z.boolean().optional(), mux: z.boolean().optional() })
      .optional(),
    msid: z.string().max(200).optional(),
  })
  .refine(({ codecs }) => distinct(codecs.map((codec) => codec.payloadType)), 'each payload type once')
  .refine(({ headerExtensions = [] }) => distinct(headerExtensions.map((extension) => extension.id)), 'each extension id once')
  .refine(
    ({ encodings }) => distinct(encodings.flatMap(({ ssrc, rtx }) => [ssrc, rtx?.ssrc].filter((value) => value !== undefined))),
    'each stream number once',
  )
  .refine(({ encodings }) => distinct(encodings.flatMap(({ rid }) => (rid === undefined ? [] : [rid]))), 'each layer id once')
  .refine(
    ({ encodings }) => encodings.length === 1 || encodings.every(({ ssrc, rid }) => ssrc !== undefined || rid !== undefined),
    'layers need ids',
  );
export type RtpParameters = z.infer<typeof rtpParametersSchema>;

/** Colon-separated hex pairs: as many bytes as the hash has. SHA-1 is not accepted. */
const hex = (bytes: number) => z.string().regex(new RegExp(`^([0-9A-Fa-f]{2}:){${bytes - 1}}[0-9A-Fa-f]{2}$`));

export const dtlsParametersSchema = z.strictObject({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(
      z.discriminatedUnion('algorithm', [
        z.strictObject({ algorithm: z.literal('sha-256'), value: hex(32) }),
        z.strictObject({ algorithm: z.literal('sha-384'), value: hex(48) }),
        z.strictObject({ algorithm: z.literal('sha-512'), value: hex(64) }),
      ]),
    )
    .min(1)
    .max(4),
});
export type DtlsParameters = z.infer<typeof dtlsParametersSchema>;

export const iceParametersSchema = z.strictObject({
  usernameFragment: z.string().min(4).max(256),
  password: z.string().min(22).max(256),
  iceLite: z.boolean().optional(),
});
export type IceParameters = z.infer<typeof iceParametersSchema>;

export const iceCandidateSchema = z.strictObject({
  foundation: z.string().max(32),
  priority: uint32,
  ip: z.string().max(255),
  address: z.string().max(255),
  protocol: z.enum(['udp', 'tcp']),
  port: z.int().min(1).max(65_535),
  type: z.literal('host'),
  tcpType: z.literal('passive').optional(),
});
export type IceCandidate = z.infer<typeof iceCandidateSchema>;
