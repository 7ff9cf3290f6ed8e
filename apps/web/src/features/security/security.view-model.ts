import {
  changePassword,
  endAllSessions,
  endSession,
  listPasskeys,
  listSessions,
  registerPasskey,
  removePasskey,
  renamePasskey,
  startPasskeyRegistration,
} from '@app/contracts';
import { Task } from '../../services/task';
import { makePasskey } from '../../session/passkey-device';
import { call } from '../../wire';

interface Collaborators {
  /** What is on the screen about this endpoint is old. */
  refresh(endpoint: { path: string }): void;
  /** This session ended too. */
  left(): void;
}

/** What somebody does about his own ways of signing in, and his sessions. */
export class SecurityViewModel {
  readonly adding = new Task();
  readonly changing = new Task();
  readonly naming = new Task();
  readonly ending = new Task();

  constructor(private readonly collaborators: Collaborators) {}

  add(name: string): Promise<boolean> {
    return this.adding.run(async () => {
      const attestation = await makePasskey(await call(startPasskeyRegistration, {}));
      await call(registerPasskey, { body: { name, attestation } });
      this.collaborators.refresh(listPasskeys);
    });
  }

  rename(passkeyId: string, name: string): Promise<boolean> {
    return this.naming.run(async () => {
      await call(renamePasskey, { params: { passkeyId }, body: { name } });
      this.collaborators.refresh(listPasskeys);
    });
  }

  remove(passkeyId: string): Promise<boolean> {
    return this.naming.run(async () => {
      await call(removePasskey, { params: { passkeyId } });
      this.collaborators.refresh(listPasskeys);
      this.collaborators.refresh(listSessions);
    });
  }

  changePassword(old: string, next: string): Promise<boolean> {
    return this.changing.run(async () => {
      await call(changePassword, { body: { old, next } });
      this.collaborators.refresh(listPasskeys);
      this.collaborators.refresh(listSessions);
    });
  }

  end(sessionId: string): Promise<boolean> {
    return this.ending.run(async () => {
      await call(endSession, { params: { sessionId } });
      this.collaborators.refresh(listSessions);
    });
  }

  endAll(): Promise<boolean> {
    return this.ending.run(async () => {
      await call(endAllSessions, {});
      this.collaborators.left();
    });
  }
}
