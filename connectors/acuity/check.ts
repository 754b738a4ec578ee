import type { Finding } from '../check/finding.ts';
import { AcuityUnreadable, appointmentTypes } from './api.ts';
import type { AcuitySettings } from './settings.ts';

type Found = Omit<Finding, 'connector'>;

/** Looks at the login and at the types of appointments that count. Changes nothing. */
export async function checkAcuity(settings: AcuitySettings): Promise<Finding[]> {
  const found = await lookedAt(settings).catch((error: unknown): Found[] => {
    if (!(error instanceof AcuityUnreadable)) throw error;
    if (error.why === 'refused')
      return [{ state: 'broken', what: 'The login is refused.', fix: 'Check the user id and the API key.' }];
    return [{ state: 'unknown', what: 'Acuity did not answer.', fix: 'Try again in some minutes.' }];
  });
  return found.map((each) => ({ connector: 'acuity', ...each }));
}

async function lookedAt(settings: AcuitySettings): Promise<Found[]> {
  const types = await appointmentTypes(settings);
  if (!types) return [{ state: 'unknown', what: 'Acuity does not say which types there are.' }];
  const counted = { peels: settings.peels, 'virtual-changes': settings.virtualChanges };
  return [
    { state: 'works', what: 'The login is taken.' },
    ...Object.entries(counted).flatMap(([kind, ids]) =>
      ids.map((id): Found => {
        const name = types.get(id);
        if (name !== undefined) return { state: 'works', what: `${kind}: ${id} is "${name}".` };
        return {
          state: 'missing',
          what: `There is no appointment type ${id}.`,
          fix: `Correct it under "${kind}".`,
        };
      }),
    ),
  ];
}
