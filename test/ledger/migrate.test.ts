import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { closeLedger, type Ledger, openLedger } from '../../ledger/connect.ts';
import { migrate, shippedMigrations } from '../../ledger/migrate.ts';
import { emptyDatabase, type TestDatabase } from '../support/database.ts';

describe('The ledger is brought to this version', () => {
  let database: TestDatabase;
  const open: Ledger[] = [];
  const ledger = () => {
    const opened = openLedger(database.url);
    open.push(opened);
    return opened;
  };

  beforeAll(async () => {
    database = await emptyDatabase();
  }, 60_000);
  afterAll(async () => {
    await Promise.all(open.map(closeLedger));
    await database.drop();
  });

  test('two migrators at once: one applies everything, the other finds nothing to do', async () => {
    const applied = await Promise.all([migrate(ledger()), migrate(ledger())]);
    const shipped = (await shippedMigrations()).map(({ name }) => name);
    expect(applied.flat()).toEqual(shipped);
  });

  test('migrating a second time changes nothing', async () => {
    expect(await migrate(ledger())).toEqual([]);
  });

  test('a migration that fails leaves nothing behind', async () => {
    const broken = [
      ...(await shippedMigrations()),
      { name: '9998_good.sql', text: 'create table half_way (id int)' },
      { name: '9999_bad.sql', text: 'create table nonsense (' },
    ];
    await expect(migrate(ledger(), broken)).rejects.toThrow(/syntax error/);
    const { rows } = await sql`select to_regclass('half_way') as found`.execute(ledger());
    expect(rows).toEqual([{ found: null }]);
  });

  test('an applied migration that was edited afterwards is refused', async () => {
    const [first, ...rest] = await shippedMigrations();
    const edited = [{ name: first?.name ?? '', text: `${first?.text}\n-- edited` }, ...rest];
    await expect(migrate(ledger(), edited)).rejects.toMatchObject({ code: 'FT-LED-MIGRATION-CHANGED' });
  });

  test('a ledger that a newer version wrote is refused', async () => {
    await expect(migrate(ledger(), [])).rejects.toMatchObject({ code: 'FT-LED-NEWER' });
  });
});
