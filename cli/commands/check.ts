import type { Command } from 'commander';
import { SURPRISES } from '../../domain/proof/bound.ts';
import { EXIT } from '../exit.ts';
import { json, terminal } from '../output/terminal.ts';
import { provenLines } from '../output/proofView.ts';
import { example, type WithProcedures, type WithSystem, withProcedures } from './common.ts';

export function addCheck(program: Command): void {
  const command = program
    .command('check')
    .description('Load procedures, show every problem with its place, and prove what can happen to a case.')
    .argument('[procedure...]', 'names of procedures; none: all of them')
    .option('--data-dir <folder>', 'data folder of a running system, whose ledger knows what was changed')
    .action(check);
  example(withProcedures(command), 'check', 'check case-alert', 'check --procedures ./our-procedures');
}

async function check(names: string[], options: WithProcedures & WithSystem): Promise<void> {
  const { libraryFrom, loadedIn } = await import('../system/procedures.ts');
  const { render } = await import('../../domain/problem.ts');
  const library = await libraryFrom(options.procedures);
  const chosen = names.length > 0 ? names.map((name) => loadedIn(library, name)) : library.procedures;
  const problems = names.length > 0 ? chosen.flatMap((each) => each.problems) : library.problems;
  if (problems.length > 0) process.exitCode = EXIT.refused;
  const { editedInRunning, editedWords } = await import('../system/edited.ts');
  const edited = await editedInRunning({ ...library, procedures: chosen }, options.dataDir);
  for (const each of edited) terminal.say(editedWords(each));
  if (options.json) {
    json({
      procedures: chosen.map(({ name, hash, procedure, proofs }) => ({
        procedure: name,
        version: procedure?.version ?? null,
        hash,
        sound: procedure !== undefined,
        edited: edited.some((each) => each.name === name),
        proofs: (proofs ?? []).map(({ variant, situations, paths }) => ({
          variant,
          surprises: SURPRISES,
          situations,
          paths,
        })),
      })),
      problems,
    });
    return;
  }
  for (const problem of problems) terminal.out(render(problem, library.texts[problem.file] ?? ''));
  for (const { name, procedure, proofs, problems: own } of chosen) {
    const says = procedure ? `version ${procedure.version} is fine` : `${own.length} to correct`;
    terminal.out(`${procedure ? '✓' : '✗'} ${name}: ${says}`);
    if (procedure) for (const line of provenLines(proofs ?? [])) terminal.out(`  ${line}`);
  }
}
