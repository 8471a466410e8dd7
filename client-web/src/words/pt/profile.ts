import type { Translation } from "../translations.ts";

export const profile: Translation["profile"] = {
  // Accounts
  keepIt: "Ficar com ele",
  password: "Senha",
  passwordRule: "Senha, 8 caracteres ou mais",
  keepNameHint: "Assim ninguém mais voa com ele, e você pode entrar em outro lugar.",
  cancel: "Cancelar",
  nobodyNamed: "Ninguém mais tem este nome.",
  nobodyYet: "Ninguém ainda",
  claimedName: "um nome reservado",
  takeData: "Levar meus dados",
  changePassword: "Mudar a senha",
  changeIt: "Mudar",
  passwordBefore: "Senha atual",
  passwordAfter: "Senha nova, 8 caracteres ou mais",
  othersLoggedOut: "Todos os outros navegadores saem da conta.",
  forgetMe: "Esqueça-me",
  forgetHint: "Nome, pontos e posições nos rankings somem para sempre.",
  forgetAll: "Esquecer tudo",

  // A career
  placeToday: "posição hoje",
  placeWeek: "posição esta semana",
  placeEver: "posição de sempre",
  kills: "abates",
  deaths: "mortes",
  rocksBySize: "rochas: grandes · médias · pequenas",
  saucers: "discos voadores",
  timeFlown: "tempo de voo",
  bestLife: "melhor vida",
  bestStreakFact: "melhor sequência",

  // Why the server does not do what it was asked; in English it says so itself
  refusedField: "O servidor não aceita isso: confira o que você digitou.",
  refusedWho: "O nome ou a senha está errado.",
  refusedTaken: "Não dá: outra pessoa tem esse nome, ou isso acabou de mudar.",
  refusedTries: "Tentativas demais: espere um pouco.",
  refusedBusy: "O servidor não aceita nada agora: tente de novo daqui a pouco.",
};
