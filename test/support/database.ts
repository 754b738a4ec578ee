import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { closeLedger, openLedger } from '../../ledger/connect.ts';
import { migrate, shippedMigrations } from '../../ledger/migrate.ts';
import { ownPostgres } from './ownPostgres.ts';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** An empty ledger of this version, cloned from a template that the first test file to ask makes. */
export async function freshDatabase(): Promise<TestDatabase> {
  const admin = await adminUrl();
  const template = await makeTemplate(admin);
  return cloneOf(admin, template);
}

/** A database without anything in it. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return cloneOf(await adminUrl(), 'template1');
}

/** The server that the whole run shares, or one of this test file's own. */
export async function adminUrl(): Promise<string> {
  return process.env['LEDGER_ADMIN_URL'] ?? (await ownPostgres());
}

async function cloneOf(admin: string, template: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(admin, (client) => client.query(`create database ${name} template ${template}`));
  return {
    url: urlOf(admin, name),
    drop: () =>
      onServer(admin, async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
}

async function makeTemplate(admin: string): Promise<string> {
  const migrations = await shippedMigrations();
  const hash = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 12);
  const name = `template_${hash}`;
  await onServer(admin, async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('${name}'))`);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return;
    await client.query(`create database ${name}_new`);
    const ledger = openLedger(urlOf(admin, `${name}_new`));
    await migrate(ledger);
    await closeLedger(ledger);
    // Renamed when it is whole, so that a run that broke off leaves no half template.
    await client.query(`alter database ${name}_new rename to ${name}`);
  });
  return name;
}

async function onServer<T>(admin: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(admin: string, database: string): string {
  const url = new URL(admin);
  url.pathname = `/${database}`;
  return url.href;
}
