export { followUp } from './followUp.ts';
export { reportIntake } from './reportIntake.ts';
