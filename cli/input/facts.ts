import { InvalidArgumentError } from 'commander';

/** Collects `--fact NAME=VALUE`; the value may hold further equals signs and be empty. */
export function collectFact(given: string, before: Record<string, string> = {}): Record<string, string> {
  const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(given) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('Write NAME=VALUE, such as doctor-name=Example.');
  if (name in before) throw new InvalidArgumentError(`${name} is given twice.`);
  return { ...before, [name]: value };
}
