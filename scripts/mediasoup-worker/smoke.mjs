// node smoke.mjs <worker binary>: does this binary understand this mediasoup? Run under the project's Node before a
// worker goes into the cache: a binary that starts may still speak another version's messages.
import { createWorker } from 'mediasoup';

const worker = await createWorker({ workerBin: process.argv[2], logLevel: 'error' });
worker.on('died', (error) => {
  console.error(error);
  process.exit(1);
});
const router = await worker.createRouter({ mediaCodecs: [{ kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 }] });
const webRtcServer = await worker.createWebRtcServer({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] });
const transport = await router.createWebRtcTransport({ webRtcServer });
// A DTLS fingerprint proves that libssl answers.
if (transport.dtlsParameters.fingerprints.length === 0) throw new Error('the worker has no DTLS certificate');
await router.createPlainTransport({ listenInfo: { protocol: 'udp', ip: '127.0.0.1' }, enableSrtp: true });
worker.close();
