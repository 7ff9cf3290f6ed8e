const RATE = 48_000;
const SECONDS = 4;

/**
 * Something that sounds like a voice to a noise filter: harmonics of a pitch that glides, in syllables. The browser's own
 * fake microphone beeps for a few milliseconds, which nobody would take for speech.
 */
export function voice(): Buffer {
  const samples = RATE * SECONDS;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20); // PCM
  wav.writeUInt16LE(1, 22); // one channel
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples * 2, 40);
  let phase = 0;
  for (let at = 0; at < samples; at += 1) {
    const time = at / RATE;
    phase += (2 * Math.PI * (140 + 30 * Math.sin(2 * Math.PI * 0.7 * time))) / RATE;
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 3.5 * time)) ** 0.5;
    let value = 0;
    for (let harmonic = 1; harmonic <= 12; harmonic += 1) value += Math.sin(phase * harmonic) / harmonic;
    wav.writeInt16LE(Math.round(value * syllable * 9000), 44 + at * 2);
  }
  return wav;
}
