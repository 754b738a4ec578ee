import type { Command } from 'commander';
import { json, terminal } from '../../output/terminal.ts';
import { CommandError } from '../../errors.ts';
import { example, person, type WithPerson, withPerson } from '../common.ts';

interface Options extends WithPerson {
  case?: string[];
  email?: string;
  phone?: string;
  portal?: string;
  name?: string;
  reason?: string;
  preview?: true;
}

/** `followthrough erase`: removes a person for good (LAW-11). */
export function addErase(program: Command): void {
  const command = program
    .command('erase')
    .description('Remove a person for good: their cases, messages and replies. Look first with --preview.')
    .option('--case <case...>', 'these cases, by id or the end of it')
    .option('--email <address>', 'every case with this email address')
    .option('--phone <number>', 'every case with this telephone number')
    .option('--portal <id>', 'every case with this id in the portal')
    .option('--name <name>', 'of several people who share the address, the one of this name')
    .option('--reason <text>', 'why, without naming the person: it stays on record')
    .option('--preview', 'show what would go and what would stay; change nothing')
    .action(erase);
  example(
    withPerson(command),
    'erase --email pat@example.com --preview --as kim',
    'erase --email pat@example.com --reason "request 17 of 3 March" --as kim',
    'erase --case alert-1001 --reason "request 18" --as kim',
  );
}

async function erase({ case: cases = [], reason, preview, ...options }: Options): Promise<void> {
  const { email, phone, portal, name } = options;
  const { withClient } = await import('../../system/connect.ts');
  const { findCaseId } = await import('../../system/find.ts');
  const { erasedText, previewText } = await import('../../output/erasureView.ts');
  await withClient(options, async (client) => {
    const ids: string[] = [];
    for (const meant of cases) ids.push(await findErasedOr(meant, () => findCaseId(client, meant)));
    const who = { cases: ids, email, phone, portal, name, by: person(options) };
    if (preview) {
      const seen = await client.erasures.preview(who);
      return options.json ? json(seen) : terminal.out(previewText(seen, terminal.width));
    }
    if (reason === undefined)
      throw new CommandError('FT-CMD-USAGE', 'why? Say --reason, or look first with --preview.');
    const done = await client.erasures.erase({ ...who, reason });
    if (options.json) return json(done);
    terminal.out(erasedText(done, terminal.width));
  });
}

/** A whole id is taken as it is: its case may have been erased before. */
async function findErasedOr(meant: string, find: () => Promise<string>): Promise<string> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof CommandError && meant.split(':').length >= 3) return meant;
    throw error;
  }
}
