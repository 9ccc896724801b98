import 'uplot/dist/uPlot.min.css';
import './style.css';
import { App } from './app';

const app = new App();
app.start();

// What is drawn, for tests and for whoever looks at it in the browser's console.
Object.assign(window, { nobleEdge: app.inspection() });
