import type { Command } from 'commander';
import type { Followthrough, Rehearsal } from '../../client/index.ts';
import { CommandError } from '../errors.ts';
import { EXIT } from '../exit.ts';
import { collectFact } from '../input/facts.ts';
import { json, terminal } from '../output/terminal.ts';
import { example, type WithProcedures, type WithSystem, withSystem } from './common.ts';

interface Options extends WithSystem, WithProcedures {
  variant?: string;
  fact?: Record<string, string>;
  replyOn?: string;
  outcome?: Record<string, string>;
  all?: true;
}

export function addRehearse(program: Command): void {
  const command = program
    .command('rehearse')
    .description(
      'Run a case on the real engine from start to end, with time skipped and nothing sent to anybody.',
    )
    .argument('[procedure]', 'its name')
    .option('--variant <name>', 'variant of the procedure (default: its first)')
    .option(
      '--fact <name=value>',
      'what is known of the case (default: plain examples, from now); repeatable',
      collectFact,
    )
    .option('--reply-on <day>', 'the contact answers on that day of the procedure')
    .option(
      '--outcome <task=outcome>',
      'how staff do a task (default: the first outcome, after an hour); repeatable',
      collectFact,
    )
    .option('--all', 'every path worth seeing of every procedure')
    .option('--procedures <folder>', 'folder with the procedures')
    .action(rehearse);
  example(withSystem(command), 'rehearse case-alert --variant 5 --reply-on 3', 'rehearse --all');
}

async function rehearse(name: string | undefined, options: Options): Promise<void> {
  if (options.all ? name !== undefined : name === undefined)
    throw new CommandError('FT-CMD-USAGE', 'name one procedure, or give --all.');
  const { libraryFrom, soundIn } = await import('../system/procedures.ts');
  const library = await libraryFrom(options.procedures);
  const { onStage } = await import('../rehearse.ts');
  if (name === undefined) {
    const { rehearseAll } = await import('../rehearseAll.ts');
    return onStage(options, (client) => rehearseAll(client, library, options.json === true));
  }
  const { calendar } = soundIn(library, name);
  const { wholeNumber } = await import('../input/numbers.ts');
  const replyOn =
    options.replyOn === undefined ? undefined : wholeNumber('--reply-on', options.replyOn, 0, 10_000);
  await onStage(options, (client) => one(client, name, calendar.zone, replyOn, options));
}

async function one(
  client: Followthrough,
  procedure: string,
  zone: string,
  replyOn: number | undefined,
  { variant, fact, outcome, json: asJson }: Options,
): Promise<void> {
  const { entryLine, endLine } = await import('../output/rehearsalView.ts');
  const { isoIn } = await import('../output/times.ts');
  const iso = isoIn(zone);
  if (!asJson) terminal.out(`Rehearsing ${procedure}; times are those of ${zone}.\n`);
  const rehearsal: Rehearsal = await client.rehearse({
    procedure,
    variant,
    facts: fact,
    replyOn,
    tasks: outcome,
    onEntry: (entry) => (asJson ? json(entry, iso) : terminal.out(entryLine(entry, zone))),
  });
  if (asJson) json(rehearsal, iso);
  else terminal.out(endLine(rehearsal));
  if (rehearsal.unused.length > 0) {
    throw new CommandError(
      'FT-CMD-USAGE',
      `--outcome: no task or decision was named ${rehearsal.unused.join(', ')}.`,
    );
  }
  if (rehearsal.outcome === null) process.exitCode = EXIT.refused;
}
