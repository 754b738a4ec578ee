/** `npm run bench:mutants`: each changed procedure that the mutation test lets through, followed with as many surprises as `check` follows. Names those that two refuse besides; fails when one is no longer a change of its procedure. */
import { firstBreach, SURPRISES } from '../domain/proof/prove.ts';
import { shippedQuestions } from '../procedures/questions.ts';
import { HARMLESS } from '../test/proof/support/harmless.ts';
import { mutantsOf } from '../test/proof/support/mutants.ts';

for (const { procedure, variant, program, demands } of await shippedQuestions()) {
  const who = `${procedure} ${variant ?? ''}`.trim();
  const names = (HARMLESS[who] ?? []).flatMap(([, changes]) => changes);
  const survivors = mutantsOf(program).filter(({ name }) => names.includes(name));
  const refused = survivors.flatMap((mutant) => {
    const story = firstBreach(mutant.program, demands, { surprises: SURPRISES });
    return story ? [`  ${mutant.name}: ${story.says}`] : [];
  });
  if (survivors.length < names.length) process.exitCode = 1;
  console.log(`${who}: ${survivors.length} survivors followed, ${refused.length} refused`);
  for (const line of refused) console.log(line);
}
