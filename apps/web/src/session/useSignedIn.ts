import type { SessionState } from '@app/contracts';
import { createContext, useContext } from 'react';

export type SignedIn = Extract<SessionState, { status: 'signed-in' }>;

export const SignedInContext = createContext<SignedIn | null>(null);

/** The signed-in person. Pages are only on the screen while there is one. */
export function useSignedIn(): SignedIn {
  const session = useContext(SignedInContext);
  if (!session) throw new Error('useSignedIn needs a signed-in session around it');
  return session;
}
