// Intl.Collator: the order of CLDR's root for ASCII and for Latin letters with marks. Other letters throw.
(function () {
  'use strict';
  const ORDER = '\t\n\v\f\r _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz';
  const MARKS = '\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0328\u0327\u0304';
  return (locale, option, only, unable) => {
    // A letter's place, its marks, and whether it is a capital.
    const keys = (text, hasOwnOrder) => {
      const letters = [];
      for (const letter of text.normalize('NFD').replace(/ß/g, 's\u00dfs')) {
        const mark = MARKS.indexOf(letter);
        if (letter > '\x7f' && hasOwnOrder) unable('The order of letters beyond ASCII in this locale');
        if (letter === '\u00df') {
          letters.at(-1).marks.push(MARKS.length);
        } else if (mark >= 0 && letters.length) {
          letters.at(-1).marks.push(mark);
        } else {
          const place = ORDER.indexOf(letter.toLowerCase());
          if (place < 0) unable(`The order of the letter ${letter}`);
          letters.push({ letter, place, marks: [], isCapital: letter !== letter.toLowerCase() });
        }
      }
      return letters;
    };
    // Digits that follow one another count as a number.
    const numbered = (letters) => {
      const out = [];
      for (const one of letters) {
        const isDigit = /[0-9]/.test(one.letter);
        const last = out.at(-1);
        if (isDigit && last?.number !== undefined) last.number += one.letter;
        else out.push(isDigit ? { ...one, place: ORDER.indexOf('0'), number: one.letter } : one);
      }
      return out;
    };
    const differ = (a, b) => (a === b ? 0 : a < b ? -1 : 1);
    const value = (one) => (one.number === undefined ? 0n : BigInt(one.number));
    const first = (a, b, compare) => {
      for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
        const found = compare(a[at], b[at]);
        if (found) return found;
      }
      return differ(a.length, b.length);
    };
    const primary = (a, b) => differ(a.place, b.place) || differ(value(a), value(b));
    const accents = (a, b) => first(a.marks, b.marks, differ);
    const capitals = (a, b) => differ(a.isCapital, b.isCapital);
    return class Collator {
      #shown; #hasOwnOrder; #sensitivity; #numeric; #bound;
      constructor(locales, options) {
        options = options === undefined ? {} : Object(options);
        let data;
        [this.#shown, data] = locale(locales);
        only(options, ['usage', 'sensitivity', 'numeric', 'caseFirst', 'ignorePunctuation', 'localeMatcher'], 'Intl.Collator');
        if (![undefined, 'sort'].includes(options.usage)) unable(`usage: '${options.usage}'`);
        if (![undefined, 'false'].includes(options.caseFirst)) unable(`caseFirst: '${options.caseFirst}'`);
        if (options.ignorePunctuation) unable('ignorePunctuation');
        this.#sensitivity = option(options, 'sensitivity', ['base', 'accent', 'case', 'variant'], 'variant');
        this.#numeric = Boolean(options.numeric);
        this.#hasOwnOrder = ['es-ES', 'ja-JP', 'sv-SE'].includes(data);
      }
      #compare(a, b) {
        a = String(a);
        b = String(b);
        if (a === b || a.normalize('NFC') === b.normalize('NFC')) return 0;
        let [left, right] = [keys(a, this.#hasOwnOrder), keys(b, this.#hasOwnOrder)];
        if (this.#numeric) [left, right] = [numbered(left), numbered(right)];
        const { base, accent } = { base: this.#sensitivity === 'base', accent: this.#sensitivity === 'accent' };
        const levels = [primary];
        if (!base && this.#sensitivity !== 'case') levels.push(accents);
        if (!base && !accent) levels.push(capitals);
        for (const level of levels) {
          const found = first(left, right, level);
          if (found) return found;
        }
        return 0;
      }
      get compare() {
        this.#bound ??= (a, b) => this.#compare(a, b);
        return this.#bound;
      }
      resolvedOptions() {
        return { locale: this.#shown, usage: 'sort', sensitivity: this.#sensitivity, ignorePunctuation: false,
          collation: 'default', numeric: this.#numeric, caseFirst: 'false' };
      }
    };
  };
})
