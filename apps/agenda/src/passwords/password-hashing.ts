import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { hash, type Options, verify } from '@node-rs/argon2';
import { Turnstile } from '../turnstile.js';

/** Passwords computed at the same time: argon2 fills threads that reading papers needs too. */
const AT_ONCE = 2;
/** How many may wait for it; with the product's own cost that is about a second. Whoever comes then is told to come later. */
const WAITING = 48;

/** The one place where a password becomes a hash or is compared with one. */
@Injectable()
export class PasswordHashing {
  readonly #turnstile = new Turnstile(AT_ONCE, WAITING);
  readonly #options: Options;
  /** Compared with when there is nothing to compare with, so that both take the same time. */
  readonly #decoy: Promise<string>;

  constructor(@Inject(CONFIG) { argon2 }: Config) {
    // `algorithm` left out is argon2id; its enumeration exists in types only.
    this.#options = { memoryCost: argon2.memoryKib, timeCost: argon2.passes, parallelism: argon2.lanes };
    this.#decoy = hash('nobody has this password', this.#options);
  }

  hash(password: string): Promise<string> {
    return this.#turnstile.pass(() => hash(password.normalize('NFC'), this.#options));
  }

  /**
   * Whether the password is right. Takes as long without a stored hash as with one.
   *
   * @throws AppError `too_many_requests` when too many wait already
   */
  async verify(stored: string | null, password: string): Promise<boolean> {
    const decoy = await this.#decoy;
    const right = await this.#turnstile.pass(() => verify(stored ?? decoy, password.normalize('NFC')));
    return right && stored !== null;
  }

  /** Whether a hash was made with less than what is asked for today. */
  isOutdated(stored: string): boolean {
    const [, memory, passes, lanes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(stored) ?? [];
    const { memoryCost = 0, timeCost = 0, parallelism = 0 } = this.#options;
    return !(Number(memory) >= memoryCost && Number(passes) >= timeCost && Number(lanes) >= parallelism);
  }
}
