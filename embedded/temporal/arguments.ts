import type { SearchAttributes } from './searchAttributes.ts';

export interface ServerArguments {
  ip: string;
  port: number;
  uiPort: number | undefined;
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
  return [
    ...['server', 'start-dev', '--ip', ip, '--port', String(port)],
    ...(uiPort === undefined ? ['--headless'] : ['--ui-ip', ip, '--ui-port', String(uiPort)]),
    ...['--db-filename', dbFilename, '--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=full'],
    ...['--namespace', namespace, '--log-level', logLevel, '--log-format', 'json'],
    ...Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ...config.flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${JSON.stringify(value)}`]),
  ];
}
