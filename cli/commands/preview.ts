import { type Command, Option } from 'commander';
import { collectFact } from '../input/facts.ts';
import { json, terminal } from '../output/terminal.ts';
import { example, type WithProcedures, withProcedures } from './common.ts';

interface Options extends WithProcedures {
  variant?: string;
  calendar?: string;
  fact?: Record<string, string>;
  input?: string;
  texts?: true;
}

export function addPreview(program: Command): void {
  const command = program
    .command('preview')
    .description('Show every date and message of a case before it starts, if nobody answers.')
    .argument('<procedure>', 'its name')
    .option('--variant <name>', 'variant of the procedure (default: its first)')
    .option('--calendar <name>', "the calendar it counts by (default: the procedure's)")
    .option('--fact <name=value>', 'what is known of the case; repeatable', collectFact)
    .option(
      '--input <file>',
      'JSON lines, one object of facts each (and "variant"); "-" reads standard input',
    )
    .addOption(new Option('--texts', 'what each message says, too').conflicts('input'))
    .action(previewProcedure);
  example(
    withProcedures(command),
    'preview case-alert --variant 5 --fact alert-sent=2026-03-06T16:30:00-08:00 --fact doctor-name=Example',
    'preview three-follow-ups --fact solution-sent=2026-03-05T15:00:00+11:00 --texts',
    'preview case-alert --input cases.jsonl --json',
  );
}

async function previewProcedure(name: string, options: Options): Promise<void> {
  const { libraryFrom, soundIn } = await import('../system/procedures.ts');
  const sound = soundIn(await libraryFrom(options.procedures), name, options.calendar);
  const { previewLines, previewOne } = await import('../preview.ts');
  const { filled } = await import('../../domain/preview/filled.ts');
  if (options.input !== undefined) return previewLines(sound, options.input, options);
  const previewed = previewOne(sound, options.variant, options.fact ?? {});
  const { areSigned, withTexts } = await import('../texts.ts');
  const texts = options.texts
    ? withTexts(sound, previewed, filled(sound.procedure, options.fact ?? {}))
    : null;
  if (options.json) return json(texts ?? previewed);
  const { calendarView } = await import('../output/calendarView.ts');
  terminal.out(calendarView(sound.procedure, previewed, terminal.width));
  if (!texts) return;
  const { textsView } = await import('../output/textsView.ts');
  terminal.out(`\n${textsView(texts)}`);
  const { owner } = sound.procedure;
  if (areSigned(sound))
    terminal.out(
      `\nSigned with the role "${owner}" here; a case signs with the name of its person as soon as there is one: ` +
        `followthrough people add sam --name "Sam Sample" --role ${owner}`,
    );
}
