import type { Appointment } from '../../domain/verify/answers.ts';
import type { AcuitySettings } from './settings.ts';

/** What an appointment is to the programme: which types count is configuration. */
export function kindOf(
  { peels, virtualChanges }: Pick<AcuitySettings, 'peels' | 'virtualChanges'>,
  { typeId }: { typeId: number },
): Appointment['kind'] {
  if (peels.includes(typeId)) return 'peel';
  return virtualChanges.includes(typeId) ? 'virtual' : 'other';
}
