import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

/** Whom it signs in next, and what it says about him. */
export interface PersonThere {
  accountId: string;
  acr?: string;
  /** When he signed in there, seconds since 1970. */
  at?: number;
  email?: string;
  emailVerified?: boolean;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** A real OpenID Connect provider on loopback, and a browser that follows its redirects. */
export class IdentityProvider {
  private constructor(
    readonly issuer: string,
    private readonly process: ChildProcess,
  ) {}

  /** @param host `127.0.0.1` is another site to a browser than `localhost`, as a real provider is */
  static async start(redirects: readonly string[], host: 'localhost' | '127.0.0.1' = 'localhost'): Promise<IdentityProvider> {
    const port = await freePort();
    const issuer = `http://${host}:${port}`;
    const child = spawn(process.execPath, [join(__dirname, 'openid-server.mjs'), issuer, redirects.join(',')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], NODE_ENV: 'test', NODE_NO_WARNINGS: '1' },
    });
    const provider = new IdentityProvider(issuer, child);
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (said: Buffer) => said.includes('ready') && resolve());
      child.once('exit', () => reject(new Error('the identity provider ended')));
    });
    return provider;
  }

  /** One entry of OIDC_PROVIDERS. */
  settings(id: string, more: object = {}): object {
    return {
      id,
      name: { ar: 'الهوية الوطنية', en: 'National identity' },
      issuer: this.issuer,
      clientId: 'majlis',
      clientSecret: 'a secret of the tests, long enough',
      strongAcr: ['urn:test:strong'],
      scope: 'openid email',
      ...more,
    };
  }

  async nextIs(person: PersonThere): Promise<void> {
    await fetch(`${this.issuer}/test/person`, { method: 'POST', body: JSON.stringify(person) });
  }

  /** Opens the address in a browser of its own and signs in. @returns the parameters it is sent back with */
  async visit(address: string): Promise<Record<string, string>> {
    const jar = new Map<string, string>();
    let url = new URL(address);
    for (let step = 0; step < 10; step += 1) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
      for (const set of response.headers.getSetCookie()) {
        const [pair = ''] = set.split(';');
        jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
      const next = response.headers.get('location');
      if (next === null) throw new Error(`the provider did not send the browser on: ${response.status} ${await response.text()}`);
      url = new URL(next, url);
      if (url.origin !== this.issuer) return Object.fromEntries(url.searchParams);
    }
    throw new Error('the provider redirects for ever');
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    this.process.kill('SIGKILL');
    await once(this.process, 'exit');
  }
}
