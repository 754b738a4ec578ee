import type { Command } from 'commander';
import type { LevelAutomation } from '../../client/index.ts';
import { json, jsonLines, terminal } from '../output/terminal.ts';
import {
  example,
  person,
  type WithPerson,
  type WithProcedures,
  type WithSystem,
  withPerson,
  withSystem,
} from './common.ts';

const FOLDER = ['--procedures <folder>', 'folder with the procedures'] as const;

export function addAutomation(program: Command): void {
  const automation = program
    .command('automation')
    .description('Levels whose email goes out by itself: none does unless you switch it on.');
  example(automation, 'automation list', 'automation on customer-statement friendly --as sam');
  for (const [name, on, means] of [
    ['on', true, 'From now on the email of a level goes out by itself, in running cases as well.'],
    ['off', false, 'From now on a person is asked again before the email of a level goes out.'],
  ] as const) {
    const command = automation
      .command(name)
      .description(means)
      .argument('<procedure>')
      .argument('<level>')
      .option(...FOLDER)
      .action((procedure: string, level: string, options: WithPerson & WithProcedures) =>
        turn({ procedure, level, on }, options),
      );
    example(withPerson(command), `automation ${name} customer-statement friendly --as sam`);
  }
  const list = automation
    .command('list')
    .description('List the levels of a procedure, or of all, and which send by themselves.')
    .argument('[procedure]')
    .option(...FOLDER)
    .action(show);
  example(withSystem(list), 'automation list', 'automation list customer-statement');
}

async function turn(
  given: { procedure: string; level: string; on: boolean },
  options: WithPerson & WithProcedures,
): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  await withClient(options, async (client) => {
    const now = await client.switchAutomation({ ...given, by: person(options) });
    if (options.json) json(now);
    else terminal.out(`${now.procedure}, level ${now.level}: ${inWords(now)}.`);
  });
}

async function show(procedure: string | undefined, options: WithSystem & WithProcedures): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { table } = await import('../output/table.ts');
  const { moment, ownZone } = await import('../output/times.ts');
  await withClient(options, async (client) => {
    const levels = await client.automations(procedure);
    if (options.json) return jsonLines(levels);
    if (levels.length === 0) return terminal.say('No procedure has levels.');
    const zone = ownZone();
    const rows = levels.map((each) => [
      each.procedure,
      each.level,
      `${each.days} days`,
      inWords(each),
      each.since === null ? '' : `${moment(each.since, zone)} by ${each.by ?? ''}`,
    ]);
    terminal.out(table(rows, terminal.width, ['procedure', 'level', 'overdue', 'its email', 'switched on']));
  });
}

function inWords({ on }: LevelAutomation): string {
  return on ? 'goes out by itself' : 'waits for a person';
}
