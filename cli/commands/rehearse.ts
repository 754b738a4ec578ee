import type { Command } from 'commander';
import type { Answer, Begin, On } from '../../client/index.ts';
import { CommandError } from '../errors.ts';
import { collectFact } from '../input/facts.ts';
import { collectAnswer, collectCondition, onIn } from '../input/rehearsing.ts';
import { example, type WithProcedures, type WithSystem, withSystem } from './common.ts';

interface Options extends WithSystem, WithProcedures {
  variant?: string;
  calendar?: string;
  fact?: Record<string, string>;
  replyOn?: On;
  condition?: { condition: string; on: On }[];
  answer?: Record<string, Answer[]>;
  lookUps?: string;
  all?: true;
  interactive?: true;
  continue?: string;
}

export function addRehearse(program: Command): void {
  const command = program
    .command('rehearse')
    .description(
      'Run a case on the real engine from start to end, with time skipped and nothing sent to anybody.',
    )
    .argument('[procedure]', 'its name')
    .option('--variant <name>', 'variant of the procedure (default: its first)')
    .option('--calendar <name>', "the calendar it counts by (default: the procedure's)")
    .option(
      '--fact <name=value>',
      'what is known of the case (default: plain examples, from now); repeatable',
      collectFact,
    )
    .option(
      '--reply-on <when>',
      'the contact answers: on a day of the procedure, or an hour after a message, call, task, note or act of that name',
      onIn,
    )
    .option(
      '--condition <condition@when>',
      'what the case waits for happens, such as checked-in@12; WHEN as with --reply-on; repeatable',
      collectCondition,
    )
    .option(
      '--answer <task=option>',
      'how staff answer a task, by its name or kind (default: its first option, after an hour); with a date or day of ' +
        'the procedure where one belongs to it: how-are-you=spoke@9; repeatable, the same task again is its next answer',
      collectAnswer,
    )
    .option(
      '--look-ups <file>',
      'what the systems around the case answer, one JSON object a line (default: nothing is new)',
    )
    .option(
      '--all',
      'every ending of the procedure, in each variant; without its name, those of every procedure',
    )
    .option(
      '--interactive',
      'step by step, as you say: next, day, reply, do …; the clock waits for you, and lines can be piped in',
    )
    .option('--continue <case>', 'take up a rehearsal again, step by step')
    .option('--procedures <folder>', 'folder with the procedures')
    .action(rehearse);
  example(
    withSystem(command),
    'rehearse case-alert --variant 5 --reply-on 3',
    'rehearse missed-check-in --condition checked-in@final-message',
    'rehearse missed-check-in --answer decision=decline --answer declined=hand-over',
    'rehearse case-alert --interactive',
    'rehearse case-alert --all',
    'rehearse --all',
  );
}

async function rehearse(name: string | undefined, options: Options): Promise<void> {
  if (options.continue !== undefined) return takeUpAgain(options.continue, name, options);
  if (name === undefined && !options.all)
    throw new CommandError('FT-CMD-USAGE', 'name one procedure, or give --all.');
  if (options.all && options.interactive)
    throw new CommandError('FT-CMD-USAGE', '--all plays by itself; with --interactive you say what happens.');
  const { libraryFrom, soundIn } = await import('../system/procedures.ts');
  const library = await libraryFrom(options.procedures);
  const { onStage } = await import('../rehearse.ts');
  if (name === undefined || options.all) {
    const { rehearseAll } = await import('../rehearseAll.ts');
    return onStage(options, (client) => rehearseAll(client, library, options.json === true, name));
  }
  const { calendar: chosen } = options;
  const { procedure, calendar } = soundIn(library, name, chosen);
  const { lookUpsFrom } = await import('../input/lookUps.ts');
  const { variant, fact: facts, replyOn, condition: conditions, answer: tasks } = options;
  const lookUps = await lookUpsFrom(options.lookUps);
  if (options.interactive) {
    if (replyOn !== undefined || conditions !== undefined || tasks !== undefined)
      throw new CommandError(
        'FT-CMD-USAGE',
        'with --interactive you say yourself what happens, step by step.',
      );
    return byHand(options, { procedure: name, variant, calendar: chosen, facts, lookUps });
  }
  const given = { procedure: name, variant, calendar: chosen, facts, replyOn, conditions, tasks, lookUps };
  const { chooseVariant } = await import('../../domain/procedure/facts.ts');
  const played = chooseVariant(procedure, variant);
  const { rehearseOne } = await import('../rehearseOne.ts');
  const shown = { variant: played, zone: calendar.zone, json: options.json === true };
  await onStage(options, (client) => rehearseOne(client, given, shown));
}

async function takeUpAgain(again: string, name: string | undefined, options: Options): Promise<void> {
  if (name !== undefined || options.all)
    throw new CommandError('FT-CMD-USAGE', 'a rehearsal that is taken up again has its procedure already.');
  const { requireSystem } = await import('../system/connect.ts');
  requireSystem(options.dataDir);
  await byHand(options, { again });
}

async function byHand(options: Options, begin: Begin | { again: string }): Promise<void> {
  const { rehearseByHand } = await import('../rehearsing/byHand.ts');
  const { onStage } = await import('../rehearse.ts');
  const given = { begin, json: options.json === true };
  await onStage(options, (client, stays) => rehearseByHand(client, { ...given, stays }));
}
