#!/usr/bin/env node
/**
 * Makes a fresh clone runnable: checks Node and installs the dependencies when they are missing or not those of
 * package-lock.json. Runs before everything else, so it uses nothing but Node, in a syntax that old versions can read.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'node_modules', '.followthrough-lock');

try {
  requireNode(process.versions.node);
  await install();
} catch (error) {
  console.error(`Followthrough: ${error.message}`);
  process.exitCode = 1;
}

/** @param {string} version */
function requireNode(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 3) || major >= 26) {
    throw new Error(
      `Node 20.3 or newer, and older than 26, is needed; this is Node ${version}. See https://nodejs.org.`,
    );
  }
}

async function install() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === wanted) return;
  if (!isInstalled(JSON.parse(lock))) await installNow();
  writeFileSync(stamp, `${wanted}\n`);
}

/** True when npm itself has installed these very versions, by hand say: then there is nothing to do. */
function isInstalled(lock) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (path === '' || (entry.optional && !installed[path])) return true;
    return installed[path]?.version === entry.version && existsSync(join(root, path));
  });
}

async function installNow() {
  console.error('Installing the dependencies of package-lock.json (first time, or after it changed)');
  const begun = Date.now();
  const ticker = setInterval(() => console.error(`  … ${seconds(begun)} s`), 5000);
  try {
    let result = await npm(['ci']);
    // Some npm versions refuse a lock file written where packages for other systems could not be looked up.
    if (result.output.includes('EUSAGE')) result = await npm(['install', '--no-save']);
    if (result.outcome !== '0') {
      throw new Error(
        `the dependencies could not be installed; nothing else was started. npm said:\n${reason(result.output)}`,
      );
    }
  } finally {
    clearInterval(ticker);
  }
  console.error(`Installed in ${seconds(begun)} s`);
}

/** @param {string[]} command @returns {Promise<{outcome: string, output: string}>} */
function npm(command) {
  // Under `npm start` npm names its own program; otherwise the one on PATH, which on Windows is a shell script.
  const own = process.env.npm_execpath;
  const viaNode = own !== undefined && /\.c?js$/.test(own);
  const args = [...(viaNode ? [own] : []), ...command, '--no-audit', '--no-fund'];
  const shell = !viaNode && process.platform === 'win32';
  return new Promise((resolve, reject) => {
    const stdio = ['ignore', 'pipe', 'pipe'];
    const child = spawn(viaNode ? process.execPath : 'npm', args, { cwd: root, shell, stdio });
    let output = '';
    const keep = (text) => {
      // The reason comes first; pages of help may follow.
      if (output.length < 8000) output += text;
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (error) =>
      reject(new Error(`npm cannot be run (${error.message}); it comes with Node.`)),
    );
    child.once('close', (code, signal) => resolve({ outcome: String(signal ?? code), output }));
  });
}

/** @param {string} output */
function reason(output) {
  const lines = output.split('\n').filter((line) => /^npm (error|ERR!) \S/.test(line));
  return (lines.length > 0 ? lines : output.split('\n')).slice(0, 8).join('\n');
}

/** @param {number} since */
function seconds(since) {
  return Math.round((Date.now() - since) / 1000);
}
