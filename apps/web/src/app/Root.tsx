import { RouterProvider as AriaRouterProvider } from 'react-aria-components';
import { Outlet, useHref, useMatches, useNavigate } from 'react-router';
import { SignInPage } from '../features/sign-in';
import { useServices } from '../services';
import { SignedInContext } from '../session/useSignedIn';
import { useBehavior } from '../state';
import { ErrorState, ToastRegion } from '../ui';
import { LimitedNote } from './LimitedNote';
import type { RouteHandle } from './route-handle';
import { Shell } from './Shell';
import { StepUpDialog } from './StepUpDialog';

/** Decides between sign-in and the product; nothing labelled is rendered before the server said who asks. */
export function Root() {
  const navigate = useNavigate();
  const { session } = useServices();
  const state = useBehavior(session.state);
  const open = useMatches().some(({ handle }) => (handle as RouteHandle | undefined)?.open === true);
  const signedIn = state.status === 'signed-in' ? state : null;
  return (
    <AriaRouterProvider navigate={(to) => void navigate(to)} useHref={useHref}>
      {state.status === 'failed' && <ErrorState error={state.error} retry={() => void session.load()} page />}
      {(state.status === 'anonymous' || state.status === 'signed-in') && (
        <SignedInContext value={signedIn}>
          <Shell mode={state.mode} person={signedIn?.person ?? null}>
            {signedIn && <LimitedNote limited={signedIn.signIn.limited} />}
            {/* Another person is another page: nothing of the last one's state survives. An open page is of nobody: it
                stays while its reader is signed in by it, or it would begin again and find its link already used. */}
            {open && <Outlet key="open" />}
            {!open && signedIn && <Outlet key={signedIn.person.id} />}
            {!open && !signedIn && <SignInPage mode={state.mode} />}
          </Shell>
        </SignedInContext>
      )}
      <StepUpDialog />
      <ToastRegion />
    </AriaRouterProvider>
  );
}
