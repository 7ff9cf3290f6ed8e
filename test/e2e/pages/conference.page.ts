import type { Locator } from 'playwright-core';
import { until } from '../../smoke/built-process.js';
import type { Person } from '../browser.js';

export interface Seen {
  /** `person:` or `screen:` and who it is. */
  readonly tile: string;
  readonly words: string;
  readonly speaking: boolean;
  readonly frames: number;
  readonly width: number;
  readonly height: number;
}

/** Sound and pictures of a meeting. */
export class ConferencePage {
  constructor(private readonly person: Person) {}

  get rail(): Locator {
    return this.person.page.getByRole('region', { name: this.person.t('conference.title'), exact: true });
  }

  get check(): Locator {
    return this.person.page.getByRole('dialog', { name: this.person.t('conference.checkTitle') });
  }

  async openCheck(): Promise<void> {
    await this.rail.getByRole('button', { name: this.person.t('conference.join'), exact: true }).click();
    await this.check.waitFor();
  }

  async enter(): Promise<void> {
    await this.check.getByRole('button', { name: this.person.t('conference.joinShort'), exact: true }).click();
    await this.toggle('microphone').waitFor();
  }

  toggle(source: 'microphone' | 'camera' | 'share'): Locator {
    const bar = this.person.page.getByRole('toolbar', { name: this.person.t('room.controls') });
    return bar.getByRole('button', { name: new RegExp(`^${this.person.t(`conference.${source}`)}( \\([A-Z]\\))?$`) });
  }

  async isOn(source: 'microphone' | 'camera' | 'share', on: boolean): Promise<void> {
    await until(
      async () => (await this.toggle(source).getAttribute('aria-pressed')) === String(on) || null,
      `${source} of ${this.person.name} is ${on ? 'on' : 'off'}`,
      15_000,
    );
  }

  async leave(): Promise<void> {
    await this.person.page.getByRole('button', { name: this.person.t('conference.leave'), exact: true }).click();
    await this.rail.getByRole('button', { name: this.person.t('conference.join'), exact: true }).waitFor();
  }

  /** Tiles of the others. */
  async others(): Promise<Seen[]> {
    const own = this.person.t('conference.you', { name: '' }).trim();
    return (await this.person.probe<Seen[]>('videos')).filter(({ words, tile }) => tile.startsWith('screen:') || !words.includes(own));
  }

  /** Waits until pictures of somebody else go on being decoded. @returns how many more there were, in how long */
  async decodes(kind: 'person' | 'screen', atLeast = 20): Promise<{ frames: number; seconds: number; size: string }> {
    const seen = async () => (await this.others()).find(({ tile, width }) => tile.startsWith(`${kind}:`) && width > 0) ?? null;
    const first = await until(seen, `${this.person.name} sees the ${kind} of another`, 30_000);
    const begun = performance.now();
    const later = await until(
      async () => {
        const now = await seen();
        return now && now.frames >= first.frames + atLeast ? now : null;
      },
      `${this.person.name} goes on decoding (${JSON.stringify(first)})`,
      30_000,
    );
    return { frames: later.frames - first.frames, seconds: (performance.now() - begun) / 1000, size: `${later.width}×${later.height}` };
  }
}
