import type { Translation } from "../translations.ts";

export const profile: Translation["profile"] = {
  // Accounts
  keepIt: "Zatrzymaj",
  password: "Hasło",
  passwordRule: "Hasło, co najmniej 8 znaków",
  keepNameHint: "Nikt inny nie będzie latać pod tym imieniem, a ty zalogujesz się też gdzie indziej.",
  cancel: "Anuluj",
  nobodyNamed: "Nikt już nie ma tego imienia.",
  nobodyYet: "Jeszcze nikt",
  claimedName: "zastrzeżone imię",
  takeData: "Zabierz moje dane",
  changePassword: "Zmień hasło",
  changeIt: "Zmień",
  passwordBefore: "Obecne hasło",
  passwordAfter: "Nowe hasło, co najmniej 8 znaków",
  othersLoggedOut: "Inne przeglądarki zostaną wylogowane.",
  forgetMe: "Zapomnij mnie",
  forgetHint: "Imię, punkty i miejsca znikną na zawsze.",
  forgetAll: "Zapomnij wszystko",

  // A career
  placeToday: "miejsce dziś",
  placeWeek: "miejsce w tym tygodniu",
  placeEver: "miejsce wszech czasów",
  kills: "zestrzelenia",
  deaths: "śmierci",
  rocksBySize: "skały: duże · średnie · małe",
  saucers: "spodki",
  timeFlown: "czas lotu",
  bestLife: "najlepsze życie",
  bestStreakFact: "najlepsza seria",

  // Why the server does not do what it was asked; in English it says so itself
  refusedField: "Serwer tego nie przyjmuje: sprawdź to.",
  refusedWho: "Imię lub hasło jest błędne.",
  refusedTaken: "Nie da się: imię ma ktoś inny albo coś się zmieniło.",
  refusedTries: "Zbyt wiele prób: poczekaj trochę.",
  refusedBusy: "Serwer nic teraz nie przyjmuje: spróbuj za chwilę.",
};
