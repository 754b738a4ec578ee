import { readFile } from 'node:fs/promises';
import { inReadingOrder, type Problem } from '../../domain/problem.ts';
import { readRows } from '../errors/rows.ts';
import { readAccounts } from './accounts.ts';
import { readBackups } from './backups.ts';
import { readBreaker } from './breaker.ts';
import { readActs } from './acts.ts';
import { type Config, sandboxConfig, WAYS } from './config.ts';
import { readContactRules } from './contactRules.ts';
import { readHealth } from './health.ts';
import { readHosts } from './hosts.ts';
import { readInbound } from './inbound.ts';
import { readLetterhead } from './letterhead.ts';
import { ConfigReader } from './reader.ts';
import { readLookUps } from './readLookUps.ts';
import { readReports } from './reports.ts';
import { readRoute } from './routes.ts';

const EXAMPLE_LINKS = 'https://unsubscribe.example';

type Environment = Record<string, string | undefined>;
type ConfigRead = { config: Config; problems: [] } | { config: null; problems: Problem[] };

/** Reads the configuration from its text. With problems there is no configuration: nothing is guessed. */
export function readConfig(text: string, file: string, env: Environment): ConfigRead {
  const reader = new ConfigReader(text, file, env);
  const config = sandboxConfig();
  const top = reader.fields(reader.root, [
    'connectors',
    'channels',
    'look-ups',
    'reports',
    'inbound',
    'owners',
    'signed-by',
    'letterhead',
    'per-person',
    'contact-rules',
    'breaker',
    'allow-private',
    'errors',
    'backups',
    'health-data',
  ]);
  reader.health = readHealth(reader, top.get('health-data'));
  config.allowPrivate = readHosts(reader, top.get('allow-private'));
  reader.allowPrivate = config.allowPrivate;
  config.breaker = readBreaker(reader, top.get('breaker'));
  config.accounts = readAccounts(reader, top.get('connectors'));
  const channels = top.get('channels');
  if (channels) {
    const places = reader.fields(channels, WAYS);
    for (const way of WAYS) {
      const place = places.get(way);
      if (way === 'act' && place) {
        const { acts, otherwise } = readActs(reader, place, config.accounts);
        config.acts = acts;
        config.routes.act = otherwise;
      } else if (place) config.routes[way] = readRoute(reader, way, place, config.accounts);
    }
  }
  config.lookUps = readLookUps(reader, top.get('look-ups'), config.accounts);
  config.inbound = readInbound(reader, top.get('inbound'));
  config.reports = readReports(reader, top.get('reports'));
  const owners = top.get('owners');
  for (const [role, place] of owners ? reader.fields(owners, null) : [])
    config.owners[role] = reader.text(place) ?? role;
  config.signedBy = reader.word(top.get('signed-by'), ['owner', 'role'] as const) ?? config.signedBy;
  config.letterhead = readLetterhead(reader, top.get('letterhead'));
  config.contactRules = readContactRules(reader, top.get('contact-rules'));
  config.contactRules.unsubscribe = unsubscribeAt(config);
  if (reader.health) config.contactRules.health = reader.health;
  config.backups = readBackups(reader, top.get('backups'));
  const errors = top.get('errors');
  if (errors) config.errors = readRows(reader, errors);
  const perPerson = top.get('per-person');
  if (perPerson) {
    const fields = reader.fields(perPerson, ['attempts', 'days'], ['attempts', 'days']);
    const attempts = reader.whole(fields.get('attempts'), 1, 1_000);
    const days = reader.whole(fields.get('days'), 1, 366);
    if (attempts !== undefined && days !== undefined) config.contactRules.caps.push({ attempts, days });
  }
  return reader.problems.length > 0
    ? { config: null, problems: inReadingOrder(reader.problems) }
    : { config, problems: [] };
}

/** Only the mail server's way gives each email a link; a sandbox shows one that leads nowhere. */
function unsubscribeAt({ routes: { email }, contactRules }: Config): string | null {
  if (email.by === 'smtp') return email.settings.unsubscribe ?? null;
  return email.by === 'sandbox' && contactRules.postalAddress !== null ? EXAMPLE_LINKS : null;
}

/** Reads `followthrough.yaml`; a file that is not there means sandboxes everywhere. */
export async function loadConfig(path: string, env: Environment = process.env): Promise<ConfigRead> {
  try {
    return readConfig(await readFile(path, 'utf8'), path, env);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { config: sandboxConfig(), problems: [] };
    const message = `${path} cannot be read: ${(error as Error).message}`;
    return { config: null, problems: [{ code: 'FT-CFG-FILE', file: path, line: 1, column: 1, message }] };
  }
}
