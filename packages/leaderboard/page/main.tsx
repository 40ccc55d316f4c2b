import { render } from 'preact';
import { App } from './app.tsx';
import { follow } from './site.ts';
import './style.css';

const root = document.getElementById('page');
if (root !== null) render(<App />, root);
follow();
