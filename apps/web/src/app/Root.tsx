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
  return (
    <AriaRouterProvider navigate={(to) => void navigate(to)} useHref={useHref}>
      {state.status === 'failed' && <ErrorState error={state.error} retry={() => void session.load()} page />}
      {state.status === 'anonymous' && (
        <Shell mode={state.mode} person={null}>
          {open ? <Outlet /> : <SignInPage mode={state.mode} />}
        </Shell>
      )}
      {state.status === 'signed-in' && (
        <SignedInContext value={state}>
          <Shell mode={state.mode} person={state.person}>
            <LimitedNote limited={state.signIn.limited} />
            {/* Another person is another page: nothing of the last one's state survives. */}
            <Outlet key={state.person.id} />
          </Shell>
        </SignedInContext>
      )}
      <StepUpDialog />
      <ToastRegion />
    </AriaRouterProvider>
  );
}
