import './app/app.css';
import './shared/pages.css';
import './shared/parts.css';
import './shared/lists.css';
import './app/overlays.css';
import { startLanguage } from './shared/language/load';

// Texts at the top of modules are made as these are loaded: the language goes before all of them.
void startLanguage()
    .then(() => import('./app/start'))
    .then(({ start }) => start(document.getElementById('root') as HTMLElement));
