/** Two soft notes on the chosen speaker. */
export async function playTone(speakerId: string | null): Promise<void> {
  const context = new AudioContext();
  // Chromium's; elsewhere the system's speaker plays.
  const routed = context as AudioContext & { setSinkId?: (id: string) => Promise<void> };
  if (speakerId !== null && routed.setSinkId) await routed.setSinkId(speakerId);
  const volume = context.createGain();
  volume.connect(context.destination);
  for (const [index, frequency] of [523.25, 659.25].entries()) {
    const note = context.createOscillator();
    const start = context.currentTime + index * 0.35;
    note.frequency.value = frequency;
    note.connect(volume);
    note.start(start);
    note.stop(start + 0.3);
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.25, start + 0.05);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.3);
    if (index === 1) note.onended = () => void context.close();
  }
}
