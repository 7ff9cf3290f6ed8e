import '../theme/fonts.css';
import '../theme/tokens.css';
import '../theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createServices } from '../services';
import { applyPreferences } from '../session/preferences';
import { Scope } from '../state';
import { App } from './App';
import { installTrustedTypes } from './trusted-types';

installTrustedTypes();

const services = createServices(new Scope());
const { preferences } = services.session;
const apply = () => applyPreferences(document.documentElement, preferences.value);
// Before the first frame, so that nobody sees the other language or a flash of white.
apply();
preferences.subscribe(apply);
void services.session.load();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App services={services} />
  </StrictMode>,
);
