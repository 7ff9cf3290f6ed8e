import { QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { ClassificationRegistry } from '../classification/classification.view-model';
import { SessionViewModel } from '../session/session.view-model';
import { StepUpViewModel } from '../session/step-up.view-model';
import { reportActivity } from '../session/activity';
import { watchSessionEnd } from '../session/session-end';
import type { Scope } from '../state';
import { Toasts } from '../ui/toast/toasts.view-model';
import { titleOfFile } from '../uploads/check-file';
import { Uploads } from '../uploads/uploads.view-model';
import { ApiError, Network, upload } from '../wire';
import { forgetMissing } from './forget-missing';

/** What lives as long as the page. */
export interface Services {
  readonly session: SessionViewModel;
  readonly stepUp: StepUpViewModel;
  readonly network: Network;
  readonly toasts: Toasts;
  readonly uploads: Uploads;
  readonly classification: ClassificationRegistry;
  readonly queries: QueryClient;
}

export function createServices(scope: Scope): Services {
  const network = new Network(scope);
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        // Labelled content is forgotten soon after it left the screen, and never written to disk.
        gcTime: 60_000,
        staleTime: 10_000,
        networkMode: 'always',
        retry: (failures, error) => error instanceof ApiError && error.retry && failures < 1,
      },
      mutations: { networkMode: 'always', gcTime: 0 },
    },
  });
  scope.onEnd(
    queries.getQueryCache().subscribe((event) => {
      const error: unknown = event.type === 'updated' ? event.query.state.error : null;
      if (error instanceof ApiError && error.code === 'network_lost') network.lost();
    }),
  );
  scope.onEnd(forgetMissing(queries));
  const uploads = new Uploads(
    scope,
    (itemId, file, { details, ...options }) => upload({ itemId }, { title: titleOfFile(file.name), ...details }, file, options),
    window,
  );
  const toasts = new Toasts(scope, window);
  const forget = () => {
    uploads.clear();
    queries.clear();
    toasts.clear();
    // An act that waits for a proof is not done by whoever proves himself next.
    stepUp.cancel();
  };
  const session = new SessionViewModel(scope, { storage: window.localStorage, forget });
  reportActivity(scope, window, session.state);
  watchSessionEnd(scope, window, session);
  const stepUp = new StepUpViewModel(scope, {
    enter: (state) => {
      session.enter(state);
      // There may be more to see than a moment ago.
      void queries.invalidateQueries();
    },
  });
  return {
    network,
    queries,
    uploads,
    toasts,
    classification: new ClassificationRegistry(),
    session,
    stepUp,
  };
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices needs the services of main.tsx around it');
  return services;
}
