import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { RouterProvider } from 'react-router/dom';
import { fieldLocale, I18nContext, makeI18n } from '../i18n';
import { ServicesContext, type Services } from '../services';
import { useBehavior } from '../state';
import { ErrorBoundary } from './ErrorBoundary';
import { router } from './router';

export function App({ services }: { services: Services }) {
  const { language, digits } = useBehavior(services.session.preferences);
  const state = useBehavior(services.session.state);
  const country = state.status === 'signed-in' ? state.person.country : null;
  const i18n = useMemo(() => makeI18n(language, digits, country), [language, digits, country]);
  return (
    <ServicesContext value={services}>
      <QueryClientProvider client={services.queries}>
        <I18nContext value={i18n}>
          <I18nProvider locale={fieldLocale(language, digits)}>
            <ErrorBoundary>
              <RouterProvider router={router} />
            </ErrorBoundary>
          </I18nProvider>
        </I18nContext>
      </QueryClientProvider>
    </ServicesContext>
  );
}
