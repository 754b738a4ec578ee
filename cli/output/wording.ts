export {
  effectWords,
  eventWords,
  saidWords,
  statusWords,
  stepWords,
  waitingWords,
} from '../../client/wording.ts';
