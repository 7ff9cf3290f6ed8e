/** How much one room and one peer may take. Beyond it requests are refused; nothing that runs is harmed. */
export const LIMITS = {
  peersPerRoom: 200,
  consumersPerPeer: 400,
  /** Per transport, bits a second. A camera in three layers takes about 2.6 Mbit/s, a shared screen at most 3. */
  incomingBitrate: 8_000_000,
  /** Messages of one person: entering a full room consumes some hundred streams at once. */
  messages: { perSecond: 100, burst: 1200 },
  /** Messages that stand for more work than one. */
  costs: { 'room:enter': 10, 'transport:create': 10, 'producer:create': 5 },
} as const;
