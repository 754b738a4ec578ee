export { followUp } from './followUp.ts';
