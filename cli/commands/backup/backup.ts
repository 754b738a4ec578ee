import type { Command } from 'commander';
import { EXIT } from '../../exit.ts';
import { json, jsonLines, terminal } from '../../output/terminal.ts';
import { example, person, type WithPerson, type WithSystem, withPerson, withSystem } from '../common.ts';

interface Where extends WithSystem {
  to?: string;
  folder?: string;
}

export function addBackup(program: Command): void {
  const command = program
    .command('backup')
    .description('Copy the whole ledger as of this moment, while everything goes on.')
    .option('--to <folder>', 'where it goes, in a folder of its own (default: backups in the data folder)')
    .action(take);
  example(withSystem(command), 'backup', 'backup --to /mnt/backups');
}

async function take(options: Where): Promise<void> {
  const [{ ledgerUrl }, { backupsDir }, { takeBackup }, { listBackups }] = await Promise.all([
    import('../../system/connect.ts'),
    import('../../system/backupsDir.ts'),
    import('../../../ledger/backup/take.ts'),
    import('../../../ledger/backup/manifest.ts'),
  ]);
  const folder = await backupsDir(options.dataDir, options.to);
  const path = await takeBackup(ledgerUrl(options.dataDir), folder);
  const taken = (await listBackups(folder, { check: true })).find((each) => each.path === path);
  if (options.json) return json(taken);
  terminal.out(`${path}: ${taken?.cases ?? 0} cases, ${sizeWords(taken?.bytes ?? 0)}, read again and whole.`);
  terminal.say(
    'People’s data are in it. Copy it to another machine; "followthrough restore" makes a ledger of it.',
  );
}

export function addBackups(program: Command): void {
  const command = program
    .command('backups')
    .description('List the backups, newest first, after reading every file of them.')
    .option('--folder <folder>', 'where to look (default: backups in the data folder)')
    .action(list);
  example(withSystem(command), 'backups');
}

async function list(options: Where): Promise<void> {
  const [{ backupsDir }, { listBackups }, { table }, { moment, ownZone }] = await Promise.all([
    import('../../system/backupsDir.ts'),
    import('../../../ledger/backup/manifest.ts'),
    import('../../output/table.ts'),
    import('../../output/times.ts'),
  ]);
  const folder = await backupsDir(options.dataDir, options.folder);
  const found = await listBackups(folder, { check: true });
  if (found.some(({ damaged }) => damaged !== undefined)) process.exitCode = EXIT.refused;
  if (options.json) return jsonLines(found);
  if (found.length === 0) return terminal.say(`None in ${folder}. "followthrough backup" takes one.`);
  const rows = found.map(({ path, takenAt, bytes, cases, damaged }) => [
    damaged === undefined ? moment(takenAt, ownZone()) : '',
    damaged === undefined ? ageWords(Date.now() - takenAt) : '',
    damaged === undefined ? `${cases} cases` : '',
    damaged === undefined ? sizeWords(bytes) : '',
    damaged === undefined ? 'whole' : `DAMAGED: ${damaged}`,
    path,
  ]);
  terminal.out(table(rows, terminal.width));
}

interface RestoreOptions extends WithPerson {
  replace?: true;
}

export function addRestore(program: Command): void {
  const command = program
    .command('restore')
    .description('Make the ledger of a backup, while nothing runs. What is there is never written over.')
    .argument('<backup>', 'its folder, its name in the backups folder, or "latest"')
    .option('--replace', 'keep the ledger that is there aside, and put the restored one in its place')
    .action(restore);
  example(
    withPerson(command),
    'restore latest --replace --as kim',
    'restore /mnt/backups/ledger-2027-03-01T02-00-00-000Z',
  );
}

async function restore(meant: string, options: RestoreOptions): Promise<void> {
  const [{ restoreInto }, { backupMeant }, { moment, ownZone }, { DEFAULT_DATA_DIR }] = await Promise.all([
    import('../../backup/restore.ts'),
    import('../../backup/meant.ts'),
    import('../../output/times.ts'),
    import('../../system/running.ts'),
  ]);
  const done = await restoreInto({
    dataDir: options.dataDir ?? DEFAULT_DATA_DIR,
    databaseUrl: options.dataDir === undefined ? process.env['DATABASE_URL'] || undefined : undefined,
    backup: await backupMeant(meant, options.dataDir),
    replace: options.replace ?? false,
    by: person(options),
  });
  if (options.json) return json(done);
  const { takenAt, cases, doubted, keptAs, into } = done;
  terminal.out(`Restored into ${into}: ${cases} cases, as of ${moment(takenAt, ownZone())}.`);
  if (keptAs !== null)
    terminal.out(`The ledger that was there is kept as ${keptAs}; delete it when you are sure.`);
  terminal.out(
    doubted === 0
      ? 'No live case is open. Start Followthrough again.'
      : `Nothing goes out in ${doubted} open cases until a person is sure of what went out since then:\n` +
          '  start Followthrough, look at "followthrough doubts" and at mailbox, carrier and CRM,\n' +
          '  then "followthrough doubts clear CASE … --note …", or answer each case’s task as it comes up.',
  );
}

function sizeWords(bytes: number): string {
  return bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${(bytes / 1_000).toFixed(1)} kB`;
}

const HOUR = 3_600_000;

function ageWords(ms: number): string {
  if (ms < HOUR) return `${Math.round(ms / 60_000)} minutes old`;
  return ms < 48 * HOUR ? `${Math.round(ms / HOUR)} hours old` : `${Math.round(ms / (24 * HOUR))} days old`;
}
