import { sleep } from '@temporalio/workflow';

let count = 0;

/** Counts to two in a variable of its module; another run that shared it would be counted, too. */
export async function counting(): Promise<number> {
  count += 1;
  await sleep(10);
  count += 1;
  return count;
}
