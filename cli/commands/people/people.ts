import type { Command } from 'commander';
import { example, withPerson, withSystem } from '../common.ts';
import { add, change, fieldOptions, remove } from './change.ts';
import { away, back } from './absences.ts';
import { list, show } from './show.ts';

/** The staff: who may act, in which roles, and whose name is under a message. */
export function addPeople(program: Command): void {
  const people = program
    .command('people')
    .description('The staff: who acts, answers for a role and signs messages.');
  example(
    people,
    'people add kim --name "Kim Lee" --role case-team --role manager --mailbox kim@example.com',
    'people away kim --until 2026-03-16 --stand-in sam',
    'people list',
  );

  const adding = people
    .command('add')
    .description('Add somebody. From the first one on, --as must name one of them.')
    .argument('<id>', 'short and for good, such as kim; never used again for another person')
    .requiredOption('--name <name>', 'first and last name')
    .action(add);
  example(
    withPerson(fieldOptions(adding)),
    'people add kim --name "Kim Lee" --role case-team --number "+1 202 555 0143" --site "Example Street"',
  );

  const listing = people
    .command('list')
    .description('List the staff, and who is away.')
    .option('--role <role>', 'only those who have this role themselves')
    .option('--all', 'those who have left as well')
    .action(list);
  example(withSystem(listing), 'people list', 'people list --role manager --json');

  const showing = people
    .command('show')
    .description('Show one person: roles, how they sign, absences, and who changed what.')
    .argument('<id>', 'the id of a person')
    .action(show);
  example(withSystem(showing), 'people show kim');

  const changing = people
    .command('change')
    .description('Change what is named and leave the rest. An empty value takes it away.')
    .argument('<id>', 'the id of a person')
    .option('--name <name>', 'first and last name')
    .option('--active', 'bring back somebody who had left')
    .action(change);
  example(
    withPerson(fieldOptions(changing)),
    'people change kim --role case-team --role manager',
    'people change kim --number ""',
    'people change kim --slack U012AB3CD',
  );

  const removing = people
    .command('remove')
    .description('Somebody has left: acts, answers and signs no more. The record keeps naming them.')
    .argument('<id>', 'the id of a person')
    .action(remove);
  example(withPerson(removing), 'people remove kim');

  const leaving = people
    .command('away')
    .description('Somebody is away for a time, and another person answers for their roles.')
    .argument('<id>', 'the id of a person')
    .option('--from <date>', 'a date, or a date and time, in your zone (default: now)')
    .option('--until <date>', 'when they are back; a date is its beginning (default: until "people back")')
    .option('--stand-in <person>', 'who answers for their roles meanwhile (default: nobody)')
    .action(away);
  example(
    withPerson(leaving),
    'people away kim --from 2026-03-09 --until 2026-03-16 --stand-in sam',
    'people away kim --stand-in sam',
  );

  const returning = people
    .command('back')
    .description('Somebody is here from now on: their absence ends, planned ones are dropped.')
    .argument('<id>', 'the id of a person')
    .action(back);
  example(withPerson(returning), 'people back kim');
}
