import { RouterProvider as AriaRouterProvider } from 'react-aria-components';
import { Outlet, useHref, useNavigate } from 'react-router';
import { SignInPage } from '../features/sign-in';
import { useServices } from '../services';
import { SignedInContext } from '../session/useSignedIn';
import { useBehavior } from '../state';
import { ErrorState, ToastRegion } from '../ui';
import { Shell } from './Shell';

/** Decides between sign-in and the product; nothing labelled is rendered before the server said who asks. */
export function Root() {
  const navigate = useNavigate();
  const { session } = useServices();
  const state = useBehavior(session.state);
  return (
    <AriaRouterProvider navigate={(to) => void navigate(to)} useHref={useHref}>
      {state.status === 'failed' && <ErrorState error={state.error} retry={() => void session.load()} page />}
      {state.status === 'anonymous' && (
        <Shell mode={state.mode} person={null}>
          <SignInPage mode={state.mode} />
        </Shell>
      )}
      {state.status === 'signed-in' && (
        <SignedInContext value={state}>
          <Shell mode={state.mode} person={state.person}>
            {/* Another person is another page: nothing of the last one's state survives. */}
            <Outlet key={state.person.id} />
          </Shell>
        </SignedInContext>
      )}
      <ToastRegion />
    </AriaRouterProvider>
  );
}
