import type { Translation } from "../translations.ts";

export const film: Translation["film"] = {
  clipComes: "Um clipe dos últimos 15 segundos será salvo assim que o servidor tiver um filme deles.",
  clipSavedDrop: "O clipe está salvo: solte-o na página de quem estiver assistindo.",
  clipFailed: "Não foi possível salvar o clipe.",
  filmDamaged: "Este filme está danificado.",
  fileDamaged: "Este arquivo está danificado ou não é um filme.",
  fileTooLarge: "Este arquivo é grande demais para um filme.",
  filmUnknown: "Este filme é de um tipo que esta página não conhece.",
  filmVersion: "Este filme é da versão {film} do protocolo do jogo, e esta página da {page}: abra-o onde foi feito.",
  filmTooLong: "Este filme é longo demais.",
  filmMessages: "Este filme tem mensagens demais.",
  filmFull: "Acontece coisa demais neste filme.",
  nothingToCut: "Não há nada para cortar aqui.",
  clipTooLong: "Este clipe seria longo demais.",
  cannotCut: "Este filme não pode ser cortado aqui.",
  noFilmYet: "O servidor ainda não tem um filme disto.",
  noFilmThen: "Não há filme desse momento.",
  noFilmNow: "O servidor não tem o filme agora.",
  filmUnanswered: "O servidor não responde.",
};
