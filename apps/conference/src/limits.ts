/** How much one room and one peer may take. Beyond it requests are refused; nothing that runs is harmed. */
export const LIMITS = {
  peersPerRoom: 200,
  /** Tabs and devices of one person, so that a loop in one browser cannot fill the room. */
  peersPerAccount: 6,
  consumersPerPeer: 400,
  /** Per transport, bits a second. A camera in three layers takes about 2.6 Mbit/s, a shared screen at most 3. */
  incomingBitrate: 8_000_000,
  /** Messages of one connection: entering a full room consumes some hundred streams at once. */
  messages: { perSecond: 100, burst: 1200 },
} as const;
