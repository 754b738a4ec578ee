#!/usr/bin/env node
// Plain JavaScript that any Node can parse, so that one that is too old hears about it in plain words.
import { existsSync } from 'node:fs';
import module from 'node:module';
import process from 'node:process';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const given = process.argv.slice(2);
const here = import.meta.url;

if (major < 20 || (major === 20 && minor < 3) || major >= 26) {
  refuse(`Node ${process.versions.node} does not fit: 20.3 or later is needed, and below 26.`);
} else if (existsSync(new URL('./main.js', here))) {
  // Compiled, by `npm run build`: there is nothing to translate.
  await runHere('./main.js');
} else if (!(await installed())) {
  refuse('its packages are not installed: run "npm ci" in its folder, or start it with "npm start".');
} else if (process.execArgv.includes('--loader')) {
  await runHere();
} else if (module.register === undefined) {
  await runInAnotherNode();
} else {
  const { register } = await import('tsx/esm/api');
  register();
  await runHere();
}

function refuse(why) {
  process.stderr.write(`followthrough cannot start: ${why}\n`);
  process.exitCode = 1;
}

async function installed() {
  let folder = new URL('.', here);
  while (!existsSync(new URL('node_modules/tsx/package.json', folder))) {
    const above = new URL('..', folder);
    if (above.href === folder.href) return false;
    folder = above;
  }
  return true;
}

async function runHere(main = './main.ts') {
  // A reader such as `head` that has seen enough is no error.
  process.stdout.on('error', (error) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  const { run } = await import(new URL(main, here).href);
  const code = await run(given);
  // A connection that somebody forgot must not keep a finished command from ending; what was printed must be out.
  for (const stream of [process.stdout, process.stderr]) await new Promise((done) => stream.write('', done));
  process.exit(code);
}

/** Node 20.3 to 20.5 loads TypeScript only when its own command line says so. */
async function runInAnotherNode() {
  const { spawn } = await import('node:child_process');
  const { fileURLToPath, pathToFileURL } = await import('node:url');
  const loader = pathToFileURL(module.createRequire(here).resolve('tsx')).href;
  const options = ['--no-warnings', '--loader', loader, fileURLToPath(here)];
  const child = spawn(process.execPath, [...options, ...given], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
