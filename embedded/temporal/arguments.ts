import type { SearchAttributes } from './searchAttributes.ts';

export interface ServerArguments {
  ip: string;
  port: number;
  uiPort: number | undefined;
  uiCodecEndpoint?: string;
  dbFilename: string;
  namespace: string;
  searchAttributes: SearchAttributes;
  dynamicConfig: Readonly<Record<string, unknown>>;
  logLevel: string;
}

/**
 * Skipping time needs the first. The second keeps the server from asking its maker's host for news, which fails
 * slowly on closed networks.
 */
const ALWAYS = { 'frontend.WorkflowTimeSkippingEnabled': true, 'frontend.enableServerVersionCheck': false };

/** The command line of `temporal server start-dev`, which the server built from server/ takes as well. */
export function serverArguments(options: ServerArguments): string[] {
  const { ip, port, uiPort, dbFilename, namespace, searchAttributes, logLevel } = options;
  const config = Object.entries({ ...ALWAYS, ...options.dynamicConfig });
  const flags: [name: string, value: string][] = [
    ['ip', ip],
    ['port', String(port)],
    ['db-filename', dbFilename],
    ['sqlite-pragma', 'journal_mode=wal'],
    ['sqlite-pragma', 'synchronous=full'],
    ['namespace', namespace],
    ['log-level', logLevel],
    ['log-format', 'json'],
    ...Object.entries(searchAttributes).map(([name, type]): [string, string] => [
      'search-attribute',
      `${name}=${type}`,
    ]),
    ...config.map(([key, value]): [string, string] => [
      'dynamic-config-value',
      `${key}=${JSON.stringify(value)}`,
    ]),
  ];
  const codec = options.uiCodecEndpoint === undefined ? [] : ['--ui-codec-endpoint', options.uiCodecEndpoint];
  const ui = uiPort === undefined ? ['--headless'] : ['--ui-ip', ip, '--ui-port', String(uiPort), ...codec];
  return ['server', 'start-dev', ...ui, ...flags.flatMap(([name, value]) => [`--${name}`, value])];
}
