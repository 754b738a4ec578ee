import type { Command } from 'commander';
import { example, withPerson, withSystem } from '../common.ts';
import { create, list, revoke } from './manage.ts';

/** Keys by which other systems and people use the gateway. */
export function addKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('Keys for the HTTP gateway. From the first one on, nobody gets in without one.');
  example(
    keys,
    'keys create --name "Ticket desk" --scope intake --scope reply --source desk',
    'keys create --name "Sam’s scripts" --scope staff --person sam',
    'keys list',
  );

  const collect = (scope: string, before: string[] = []) => [...before, scope];
  const creating = keys
    .command('create')
    .description('Make a key. It is shown this once; the ledger keeps only its hash.')
    .requiredOption('--name <name>', 'what it is for')
    .requiredOption(
      '--scope <scope>',
      'intake (open cases), reply (replies, opt-outs), staff (work as a person), admin; repeatable',
      collect,
    )
    .option('--person <person>', 'who acts by it: needed for staff and admin')
    .option('--source <system>', 'the only outside system that it may speak for (default: any)')
    .option('--expires <date>', 'from when on it is of no use (default: a year from now)')
    .action(create);
  example(
    withPerson(creating),
    'keys create --name "Laboratory" --scope intake --source lab-crm --expires 2027-06-30',
  );

  const listing = keys
    .command('list')
    .description('List the keys: whose they are, what for, until when, last used.')
    .option('--all', 'those that are of no use any more as well')
    .action(list);
  example(withSystem(listing), 'keys list', 'keys list --all --json');

  const revoking = keys
    .command('revoke')
    .description('Nobody gets in with it any more, from the next request on.')
    .argument('<id>', 'its id, as the list shows it')
    .action(revoke);
  example(withPerson(revoking), 'keys revoke 4k2m9x7d1qpa');
}
