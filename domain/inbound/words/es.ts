import type { LanguageWords } from './language.ts';

export const ES: LanguageWords = {
  keywords: {
    optOut: [
      'alto',
      'parar',
      'pare',
      'baja',
      'darse de baja',
      'cancelar',
      'detener',
      'basta',
      'fin',
      'salir',
    ],
    optIn: [],
    help: ['ayuda', 'informacion'],
  },
  automatic: [
    'respuesta automatica',
    'mensaje automatico',
    'fuera de (la) oficina',
    'ausente',
    'de vacaciones',
    'estoy ausente',
    'estare ausente|fuera',
    'aviso de ausencia',
  ],
  acknowledges: [
    'hemos recibido su|tu solicitud|mensaje|consulta|correo',
    'su|tu solicitud ... recibida|registrada|creada',
    'gracias por contactar~|escribir~|ponerse ... breve|pronto|equipo|posible',
  ],
  untilDay: ['hasta el', 'hasta', 'al', 'hasta el dia'],
  backOn: [
    'vuelvo el',
    'regreso el',
    'de vuelta el',
    'regresare el',
    'volvere el',
    'a partir del',
    'de regreso el',
    'desde el',
    'me reincorporo el',
    'el',
  ],
  months: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'],
};
