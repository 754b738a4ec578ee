import { caseAlert } from './case-alert.scenarios.ts';
import { customerStatement } from './customer-statement.scenarios.ts';
import { faults } from './faults.scenarios.ts';
import { missedCheckIn } from './missed-check-in.scenarios.ts';
import { noAppointmentBooked } from './no-appointment-booked.scenarios.ts';
import type { Scenario } from './scenario.ts';
import { threeFollowUps } from './three-follow-ups.scenarios.ts';
import { versions } from './versions.scenarios.ts';

/** Every scenario has a recorded history under test/replay/histories, and every history has its scenario. */
export const SCENARIOS: Scenario[] = [
  ...caseAlert,
  ...threeFollowUps,
  ...missedCheckIn,
  ...noAppointmentBooked,
  ...customerStatement,
  ...versions,
  ...faults,
];
