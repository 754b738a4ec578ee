/** `npm run bench:proof [surprises]`: how long `check` takes to prove each shipped procedure anew, in this process, one after the other. Fails when a rule does not hold. */
import { prove, SURPRISES } from '../domain/proof/prove.ts';
import { shippedQuestions } from '../procedures/questions.ts';

const surprises = Number(process.argv[2] ?? SURPRISES);

for (const { procedure, variant, program, demands } of await shippedQuestions()) {
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const { situations, paths, broken } = prove(program, demands, { surprises });
  const { user, system } = process.cpuUsage(cpu);
  const took = ((performance.now() - begun) / 1e3).toFixed(2);
  const seconds = ((user + system) / 1e6).toFixed(2);
  const who = `${procedure} ${variant ?? ''}`.trim();
  if (broken.length > 0) process.exitCode = 1;
  console.log(
    `${who}: ${situations} situations, ${paths} paths, ${broken.length} broken, ${took} s, ${seconds} s of CPU`,
  );
}
