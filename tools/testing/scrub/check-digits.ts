/** Whether the digits of a text end in their Luhn digit, as those of payment cards do (ISO/IEC 7812-1). */
export function hasCardDigits(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  return digits.length >= 12 && digits.length <= 19 && luhnSum(digits) % 10 === 0;
}

/** Digits with the last one made the Luhn digit of those before it. */
export function withCardDigit(digits: string): string {
  const body = digits.slice(0, -1);
  return `${body}${(10 - (luhnSum(`${body}0`) % 10)) % 10}`;
}

function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}

/** Whether a text is an IBAN: its rest by 97 is 1 (ISO 13616). */
export function hasIbanDigits(text: string): boolean {
  const iban = text.replace(/[ -]/g, "").toUpperCase();
  return iban.length >= 15 && iban.length <= 34 && restBy97(iban.slice(4) + iban.slice(0, 4)) === 1;
}

/** The check digits for a country and what follows them. */
export function ibanDigits(country: string, rest: string): string {
  return String(98 - restBy97(`${rest}${country}00`.toUpperCase())).padStart(2, "0");
}

function restBy97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
