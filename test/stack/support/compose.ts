import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The parts of a service that are looked at here. */
export interface Service {
  image: string;
  build?: string;
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string>;
  env_file?: string;
  ports?: string[];
  networks: string[];
  volumes?: string[];
  restart: string;
  read_only?: boolean;
  security_opt?: string[];
  cap_drop?: string[];
  deploy?: { replicas: number };
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
}

export interface Compose {
  text: string;
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
}

export const root = fileURLToPath(new URL('../../..', import.meta.url));

export const fileOf = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

/** docker-compose.yml with its shared parts merged, and its variables as they are written. */
export function readCompose(): Compose {
  const text = fileOf('docker-compose.yml');
  return { ...(parse(text, { merge: true }) as Omit<Compose, 'text'>), text };
}

/** The settings of .env.example with the values that they have there. */
export function readExample(): Record<string, string> {
  const lines = fileOf('.env.example').split('\n');
  return Object.fromEntries(lines.flatMap((line) => [...line.matchAll(/^([A-Z_]+)=(.*)$/g)].map(pair)));
}

const pair = ([, name = '', value = '']: RegExpMatchArray): [string, string] => [name, value];

export interface Variable {
  name: string;
  /** What it is where nobody sets it; null: none. */
  otherwise: string | null;
  /** What is said where nobody sets it and nothing starts; null: it may be left out. */
  refusal: string | null;
}

const VARIABLE = /(?<!\$)\$\{([A-Z_]+)(?:(:-|:\?)([^}]*))?\}/g;

/** The variables of a text in the notation of compose files. */
export function variablesIn(text: string): Variable[] {
  return [...text.matchAll(VARIABLE)].map(([, name = '', kind, words = '']) => ({
    name,
    otherwise: kind === ':-' ? words : null,
    refusal: kind === ':?' ? words : null,
  }));
}

/** The text with its variables filled in. @throws Error where one is needed and has no value */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  const whole = text.replace(VARIABLE, (_whole, name: string, kind: string | undefined, words = '') => {
    const value = values[name];
    if (value) return value;
    if (kind === ':?') throw new Error(`required variable ${name} is missing a value: ${words}`);
    return words;
  });
  return whole.replaceAll('$$', '$');
}
