import { behavior, type Behavior, type Scope } from '../../state';

const EVERY_MS = 100;

/** How loud a track is, from 0 to 1, ten times a second until the scope ends. */
export function meterLevel(scope: Scope, track: MediaStreamTrack): Behavior<number> {
  const level = behavior(0);
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  const samples = new Float32Array(analyser.fftSize);
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  scope.every(EVERY_MS, () => {
    analyser.getFloatTimeDomainData(samples);
    level.next(loudness(samples));
  });
  scope.onEnd(() => void context.close().catch(() => undefined));
  return level;
}

/** Decibels mapped so that a quiet room is 0 and a clear voice is near 1, in steps a meter can show. */
export function loudness(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
  const decibels = 10 * Math.log10(power + 1e-10);
  return Math.round(Math.min(1, Math.max(0, (decibels + 60) / 50)) * 20) / 20;
}
