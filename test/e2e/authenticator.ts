import type { CDPSession, Page } from 'playwright-core';

/** Chromium's own authenticator, as its developers' protocol shows it. */
export class VirtualAuthenticator {
  private constructor(
    private readonly session: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async on(page: Page): Promise<VirtualAuthenticator> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new VirtualAuthenticator(session, authenticatorId);
  }

  async credential() {
    const { credentials } = await this.session.send('WebAuthn.getCredentials', { authenticatorId: this.authenticatorId });
    const [credential] = credentials;
    if (!credential) throw new Error('the authenticator has no passkey');
    return credential;
  }

  /** Puts a passkey back as it was: what somebody has who copied it. */
  async restore(credential: Awaited<ReturnType<VirtualAuthenticator['credential']>>): Promise<void> {
    await this.session.send('WebAuthn.clearCredentials', { authenticatorId: this.authenticatorId });
    await this.session.send('WebAuthn.addCredential', { authenticatorId: this.authenticatorId, credential });
  }
}
