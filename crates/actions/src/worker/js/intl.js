// Intl and the locale functions (ECMA-402), as far as they are certain to be right: everything else throws.
(function (host, part) {
  'use strict';
  const NBSP = '\u00a0';
  const unable = (what) => { throw new RangeError(`${what} is not available in Actions here`); };

  // Of each locale: date order and separator, two digits in dates and hours, what joins date and time, hours of the day;
  // group and decimal separators, minus, what comes before a percent sign, digits below which nothing is grouped.
  const LOCALES = {
    'en-US': ['mdy', '/', 0, 0, ', ', 12, ',', '.', '-', '', 4],
    'en-GB': ['dmy', '/', 1, 1, ', ', 24, ',', '.', '-', '', 4],
    'en-CA': ['ymd', '-', 1, 0, ', ', 12, ',', '.', '-', '', 4],
    'de-DE': ['dmy', '.', 0, 1, ', ', 24, '.', ',', '-', NBSP, 4],
    'es-ES': ['dmy', '/', 0, 0, ', ', 24, '.', ',', '-', NBSP, 5],
    'fr-FR': ['dmy', '/', 1, 1, ' ', 24, '\u202f', ',', '-', NBSP, 4],
    'it-IT': ['dmy', '/', 1, 1, ', ', 24, '.', ',', '-', '', 5],
    'ja-JP': ['ymd', '/', 0, 0, ' ', 24, ',', '.', '-', '', 4],
    'nl-NL': ['dmy', '-', 0, 1, ', ', 24, '.', ',', '-', '', 4],
    'pt-BR': ['dmy', '/', 1, 1, ', ', 24, '.', ',', '-', '', 4],
    'sv-SE': ['ymd', '-', 1, 1, ' ', 24, NBSP, ',', '\u2212', NBSP, 4],
  };
  const canonical = (tag) => {
    if (typeof tag !== 'string' || !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) {
      throw typeof tag === 'string'
        ? new RangeError(`Incorrect locale information provided`)
        : new TypeError('Incorrect locale information provided');
    }
    const [language, ...rest] = tag.split('-');
    const shown = (subtag) => (subtag.length === 2 ? subtag.toUpperCase() : subtag.toLowerCase());
    return [language.toLowerCase(), ...rest.map(shown)].join('-');
  };
  const known = (tag) =>
    tag in LOCALES ? tag : Object.keys(LOCALES).find((name) => name.split('-')[0] === tag);
  const requested = (tags) => {
    const list = tags === undefined ? [] : typeof tags === 'string' ? [tags] : [...tags];
    return list.map(canonical);
  };
  const locale = (tags) => {
    const list = requested(tags);
    if (list.length === 0) return ['en-US', 'en-US'];
    const found = list.find(known);
    if (!found) unable(`The locale ${list[0]} (there are ${Object.keys(LOCALES).join(', ')})`);
    return [found, known(found)];
  };
  const option = (options, name, values, usual) => {
    const value = options[name];
    if (value === undefined) return usual;
    if (values.length && !values.includes(String(value))) {
      throw new RangeError(`Value ${String(value)} out of range for Intl options property ${name}`);
    }
    return String(value);
  };
  const only = (options, names, what) => {
    for (const name of Object.keys(options)) {
      if (options[name] !== undefined && !names.includes(name)) unable(`The option ${name} of ${what}`);
    }
  };

  // Dates.
  const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
    'November', 'December'];
  const AMERICAN = ['New_York', 'Detroit', 'Toronto', 'Chicago', 'Winnipeg', 'Denver', 'Boise', 'Edmonton', 'Los_Angeles',
    'Vancouver', 'Phoenix', 'Anchorage'].map((name) => `America/${name}`).concat('Pacific/Honolulu');
  const DATE = ['weekday', 'year', 'month', 'day'];
  const TIME = ['hour', 'minute', 'second', 'fractionalSecondDigits'];
  const STYLES = ['full', 'long', 'medium', 'short'];
  const two = (number) => String(number).padStart(2, '0');
  const literal = (value) => ({ type: 'literal', value });
  const joined = (groups, separator) =>
    groups.flatMap((group, at) => (at === 0 ? group : [literal(separator), ...group]));

  const zoneAt = (name, ms) => {
    const found = host.zone(name, ms);
    if (!found) throw new RangeError(`Invalid time zone specified: ${name}`);
    const [seconds, abbreviation, zone] = found;
    return { seconds: Number(seconds), abbreviation, zone };
  };
  const offset = (seconds, long) => {
    const sign = seconds < 0 ? '-' : '+';
    const minutes = Math.floor(Math.abs(seconds) / 60);
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    return long ? `GMT${sign}${two(hours)}:${two(rest)}` : `GMT${sign}${hours}${rest ? `:${two(rest)}` : ''}`;
  };
  const zoneName = (style, at, data) => {
    if (style === 'shortOffset') return offset(at.seconds, false);
    if (style === 'longOffset') return offset(at.seconds, true);
    if (style !== 'short') unable(`timeZoneName: '${style}'`);
    if (/^(Etc\/)?(UTC|GMT|UCT|Zulu)$/.test(at.zone)) return 'UTC';
    if (data !== 'en-US') unable(`timeZoneName: 'short' in ${data}`);
    if (AMERICAN.includes(at.zone)) return at.abbreviation;
    // Which other zones Americans know by their letters is not known here.
    if (/^(America|US|Canada|Pacific|EST|MST|PST|HST|CST)/.test(at.zone) && /^[A-Z]+$/.test(at.abbreviation)) {
      unable(`timeZoneName: 'short' for ${at.zone}`);
    }
    return offset(at.seconds, false);
  };

  class DateTimeFormat {
    #shown; #data; #zone; #fields; #given; #bound;
    constructor(locales, options, needs = ['any', 'date']) {
      options = options === undefined ? {} : Object(options);
      [this.#shown, this.#data] = locale(locales);
      only(options, [...DATE, ...TIME, 'timeZone', 'timeZoneName', 'hour12', 'hourCycle', 'dateStyle', 'timeStyle',
        'localeMatcher', 'formatMatcher', 'calendar', 'numberingSystem'], 'Intl.DateTimeFormat');
      if (!['undefined', 'gregory'].includes(String(options.calendar))) unable(`The calendar ${options.calendar}`);
      if (!['undefined', 'latn'].includes(String(options.numberingSystem))) unable(`The numbering system ${options.numberingSystem}`);
      this.#zone = zoneAt(options.timeZone === undefined ? 'UTC' : String(options.timeZone), 0).zone;
      this.#given = { ...options };
      this.#fields = this.#resolve(options, needs);
    }
    #resolve(options, [required, defaults]) {
      const numeric = ['numeric', '2-digit'];
      const fields = {
        weekday: option(options, 'weekday', ['narrow', 'short', 'long']),
        year: option(options, 'year', numeric),
        month: option(options, 'month', [...numeric, 'narrow', 'short', 'long']),
        day: option(options, 'day', numeric),
        hour: option(options, 'hour', numeric),
        minute: option(options, 'minute', numeric),
        second: option(options, 'second', numeric),
        fractionalSecondDigits: option(options, 'fractionalSecondDigits', ['1', '2', '3']),
        timeZoneName: option(options, 'timeZoneName',
          ['short', 'long', 'shortOffset', 'longOffset', 'shortGeneric', 'longGeneric']),
      };
      const dateStyle = option(options, 'dateStyle', STYLES);
      const timeStyle = option(options, 'timeStyle', STYLES);
      if (dateStyle || timeStyle) {
        const clash = [...DATE, ...TIME, 'timeZoneName'].find((name) => fields[name] !== undefined);
        if (clash) throw new TypeError(`Can't set option ${clash} when ${dateStyle ? 'dateStyle' : 'timeStyle'} is used`);
        if (required === 'date' && timeStyle) throw new TypeError('Invalid option : timeStyle');
        if (required === 'time' && dateStyle) throw new TypeError('Invalid option : dateStyle');
        this.#style(fields, dateStyle, timeStyle);
      }
      const has = (names) => names.some((name) => fields[name] !== undefined);
      const lacks = !dateStyle && !timeStyle && !((required !== 'time' && has(DATE)) || (required !== 'date' && has(TIME)));
      if (lacks && defaults !== 'time') Object.assign(fields, { year: 'numeric', month: 'numeric', day: 'numeric' });
      if (lacks && defaults !== 'date') Object.assign(fields, { hour: 'numeric', minute: 'numeric', second: 'numeric' });
      this.#check(fields);
      const usual = LOCALES[this.#data][5] === 12 ? 'h12' : 'h23';
      // With hour12 false, en-US counts from 1 to 24 here as it does in Node.
      const off = this.#data === 'en-US' ? 'h24' : 'h23';
      const hour12 = options.hour12 === undefined ? undefined : Boolean(options.hour12);
      fields.cycle = hour12 === undefined ? option(options, 'hourCycle', ['h11', 'h12', 'h23', 'h24'], usual) : hour12 ? 'h12' : off;
      if (fields.hour && fields.cycle !== usual && this.#data !== 'en-US') unable(`Another hour cycle than that of ${this.#data}`);
      if (fields.hour && fields.cycle === 'h11') unable('The hour cycle h11');
      const isBare = fields.hour && !fields.minute && fields.cycle !== 'h12';
      if (isBare && fields.timeZoneName) unable('timeZoneName beside an hour alone');
      return fields;
    }
    #style(own, date, time) {
      if (date && !this.#data.startsWith('en-') || (date && this.#data === 'en-CA')) unable(`dateStyle in ${this.#data}`);
      if (date === 'full') own.weekday = 'long';
      if (date) {
        own.year = date === 'short' && this.#data === 'en-US' ? '2-digit' : 'numeric';
        own.month = { full: 'long', long: 'long', medium: 'short', short: 'numeric' }[date];
        own.day = 'numeric';
      }
      if (time === 'full') unable("timeStyle: 'full'");
      if (time) Object.assign(own, { hour: 'numeric', minute: 'numeric' });
      if (time && time !== 'short') own.second = 'numeric';
      if (time === 'long') own.timeZoneName = 'short';
    }
    // What could come out wrong is refused.
    #check(fields) {
      const { weekday, year, month, day, hour, minute, second } = fields;
      const isText = month === 'short' || month === 'long';
      const names = DATE.filter((name) => fields[name]).join(' and ');
      const unsure = () => unable(`A date of ${names} in ${this.#data}`);
      if (weekday === 'narrow' || month === 'narrow') unable("The width 'narrow'");
      if (!['en-US', 'en-GB'].includes(this.#data)) {
        const isWhole = year === 'numeric' && month && !isText && day && !weekday;
        if (names && !isWhole) unsure();
        if ((hour || minute || second) && !(hour && minute)) unable(`A time without hours and minutes in ${this.#data}`);
        if (fields.fractionalSecondDigits) unable(`fractionalSecondDigits in ${this.#data}`);
      }
      if (year && day && !month) unsure();
      if (weekday && names !== 'weekday' && !(month && day)) unsure();
      if (weekday && this.#data === 'en-GB' && !isText && month && !year) unsure();
      const time = TIME.some((name) => fields[name]);
      if (fields.timeZoneName && (!this.#data.startsWith('en-') || this.#data === 'en-CA')) unable(`timeZoneName in ${this.#data}`);
      if (fields.timeZoneName && !time && month === 'long') unable('timeZoneName beside the name of a month');
      if (weekday && names === 'weekday' && time && !hour) unable('A weekday beside a time without hours');
      if (this.#data !== 'en-US' && hour && minute && second && minute !== second) unable('Minutes and seconds of other widths');
      if (fields.fractionalSecondDigits && !second) unable('fractionalSecondDigits without seconds');
      if (hour && second && !minute) unable('A time of hours and seconds');
      if (hour && !minute && this.#data === 'en-GB' && weekday) unable('An hour beside a weekday in en-GB');
    }
    #date(local) {
      const { weekday, year, month, day } = this.#fields;
      const [order, separator, padded] = LOCALES[this.#data];
      const number = local.getUTCFullYear();
      if (number < 1000 || number > 9999) unable(`The year ${number}`);
      const isText = month === 'short' || month === 'long';
      // If both are left to the locale, it may use two digits.
      const isPadded = padded && month === 'numeric' && (day ? day === 'numeric' : year);
      const digits = (value, width) => (width === '2-digit' || isPadded ? two(value) : String(value));
      const parts = {
        y: year && { type: 'year', value: year === '2-digit' ? two(number % 100) : String(number) },
        m: month && {
          type: 'month',
          value: isText
            ? MONTHS[local.getUTCMonth()].slice(0, month === 'short' ? 3 : undefined)
            : digits(local.getUTCMonth() + 1, month),
        },
        d: day && { type: 'day', value: digits(local.getUTCDate(), day) },
      };
      const name = weekday && DAYS[local.getUTCDay()].slice(0, weekday === 'short' ? 3 : undefined);
      const first = weekday ? [{ type: 'weekday', value: name }] : [];
      const given = [...order].map((letter) => parts[letter]).filter(Boolean).map((one) => [one]);
      const isBritish = this.#data === 'en-GB';
      let rest = joined(given, isText ? ' ' : separator);
      if (isText && !isBritish && year && day) rest = [parts.m, literal(' '), parts.d, literal(', '), parts.y];
      if (!rest.length || !first.length) return [...first, ...rest];
      return joined([first, rest], isBritish && isText && !year ? ' ' : ', ');
    }
    #time(local) {
      const { hour, minute, second, fractionalSecondDigits, cycle } = this.#fields;
      const padded = LOCALES[this.#data][3];
      const parts = [];
      if (hour) {
        const number = local.getUTCHours();
        const value = cycle === 'h12' ? number % 12 || 12 : cycle === 'h24' ? number || 24 : number;
        const isWide = hour === '2-digit' || (padded && minute !== '2-digit') || (this.#data === 'en-US' && cycle !== 'h12');
        parts.push([{ type: 'hour', value: isWide ? two(value) : String(value) }]);
      }
      // A minute or a second that stands alone has no leading zero, in Node neither.
      const isAlone = !hour && !(minute && second);
      const digits = (value) => (isAlone ? String(value) : two(value));
      if (minute) parts.push([{ type: 'minute', value: digits(local.getUTCMinutes()) }]);
      if (second) {
        const part = [{ type: 'second', value: digits(local.getUTCSeconds()) }];
        const fraction = String(local.getUTCMilliseconds()).padStart(3, '0').slice(0, Number(fractionalSecondDigits));
        if (fractionalSecondDigits) part.push(literal('.'), { type: 'fractionalSecond', value: fraction });
        parts.push(part);
      }
      const time = joined(parts, ':');
      if (hour && cycle === 'h12') {
        const [am, pm] = this.#data === 'en-CA' ? ['a.m.', 'p.m.'] : ['AM', 'PM'];
        time.push(literal(' '), { type: 'dayPeriod', value: local.getUTCHours() < 12 ? am : pm });
      }
      return time;
    }
    formatToParts(date) {
      const ms = date === undefined ? Date.now() : Number(date);
      if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) throw new RangeError('Invalid time value');
      const at = zoneAt(this.#zone, Math.trunc(ms));
      const local = new Date(Math.trunc(ms) + at.seconds * 1000);
      const { weekday, year, month, day, timeZoneName } = this.#fields;
      const dated = weekday || year || month || day ? this.#date(local) : [];
      const timed = this.#time(local);
      if (timeZoneName) {
        const name = { type: 'timeZoneName', value: zoneName(timeZoneName, at, this.#data) };
        timed.push(...(timed.length ? [literal(' ')] : []), name);
      }
      if (!dated.length || !timed.length) return [...dated, ...timed];
      const isAfterName = weekday && !day && timed[0].type !== 'timeZoneName';
      const join = month === 'long' ? ' at ' : isAfterName ? ' ' : LOCALES[this.#data][4];
      return joined([dated, timed], timed[0].type === 'timeZoneName' ? ', ' : join);
    }
    get format() {
      this.#bound ??= (date) => this.formatToParts(date).map((one) => one.value).join('');
      return this.#bound;
    }
    formatRange() { unable('formatRange'); }
    formatRangeToParts() { unable('formatRangeToParts'); }
    resolvedOptions() {
      const { dateStyle, timeStyle } = this.#given;
      const { cycle, ...fields } = this.#fields;
      const shown = { locale: this.#shown, calendar: 'gregory', numberingSystem: 'latn', timeZone: this.#zone };
      if (fields.hour) Object.assign(shown, { hourCycle: cycle, hour12: cycle === 'h12' });
      if (dateStyle || timeStyle) return Object.assign(shown, dateStyle && { dateStyle }, timeStyle && { timeStyle });
      for (const name of Object.keys(fields)) if (fields[name] !== undefined) shown[name] = fields[name];
      if (shown.fractionalSecondDigits) shown.fractionalSecondDigits = Number(shown.fractionalSecondDigits);
      return shown;
    }
  }

  // Numbers, by their shortest decimal digits; halves are rounded away from zero.
  const SYMBOLS = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', INR: '₹', CNY: 'CN¥', KRW: '₩', CAD: 'CA$', AUD: 'A$', MXN: 'MX$',
    BRL: 'R$', NZD: 'NZ$', CHF: 'CHF', SEK: 'SEK', NOK: 'NOK', DKK: 'DKK', PLN: 'PLN', CZK: 'CZK' };
  const digitsOf = (number, shift) => {
    const [, mantissa, exponent = '0'] = /^-?([\d.]+)(?:e([+-]?\d+))?$/.exec(String(number));
    const [whole, fraction = ''] = mantissa.split('.');
    const point = whole.length + Number(exponent) + shift;
    const all = (whole + fraction).padEnd(point, '0').padStart(whole.length + fraction.length - Math.min(point, 0), '0');
    const at = Math.max(point, 0);
    return [all.slice(0, at).replace(/^0+/, ''), all.slice(at)];
  };
  const rounded = ([whole, fraction], most) => {
    if (fraction.length <= most) return [whole, fraction];
    const all = [...(whole + fraction.slice(0, most))].map(Number);
    if (fraction[most] >= '5') {
      let at = all.length - 1;
      while (at >= 0 && all[at] === 9) all[at--] = 0;
      if (at >= 0) all[at] += 1;
      else all.unshift(1);
    }
    const text = all.join('').padStart(most, '0');
    return [text.slice(0, text.length - most).replace(/^0+/, ''), text.slice(text.length - most)];
  };
  const count = (options, name, least, most, usual) => {
    if (options[name] === undefined) return usual;
    const number = Math.floor(Number(options[name]));
    if (!(number >= least && number <= most)) throw new RangeError(`${name} value is out of range.`);
    return number;
  };

  class NumberFormat {
    #shown; #data; #style; #currency; #integers; #least; #most; #grouped; #bound;
    constructor(locales, options) {
      options = options === undefined ? {} : Object(options);
      [this.#shown, this.#data] = locale(locales);
      only(options, ['style', 'currency', 'minimumIntegerDigits', 'minimumFractionDigits', 'maximumFractionDigits',
        'useGrouping', 'localeMatcher', 'currencyDisplay', 'notation', 'signDisplay', 'numberingSystem'], 'Intl.NumberFormat');
      for (const [name, usual] of [['currencyDisplay', 'symbol'], ['notation', 'standard'], ['signDisplay', 'auto'], ['numberingSystem', 'latn']]) {
        if (![undefined, usual].includes(options[name])) unable(`${name}: '${options[name]}'`);
      }
      this.#style = option(options, 'style', ['decimal', 'percent', 'currency', 'unit'], 'decimal');
      if (this.#style === 'unit') unable("style: 'unit'");
      if (this.#style === 'currency') this.#setCurrency(options.currency);
      const whole = ['JPY', 'KRW'].includes(this.#currency) ? 0 : 2;
      const [low, high] = { decimal: [0, 3], percent: [0, 0], currency: [whole, whole] }[this.#style];
      const least = count(options, 'minimumFractionDigits', 0, 100);
      const most = count(options, 'maximumFractionDigits', 0, 100);
      this.#least = least ?? Math.min(low, most ?? low);
      this.#most = most ?? Math.max(high, this.#least);
      if (this.#least > this.#most) throw new RangeError('maximumFractionDigits value is out of range.');
      this.#integers = count(options, 'minimumIntegerDigits', 1, 21, 1);
      const groupings = new Map([[undefined, 'auto'], ['auto', 'auto'], [true, 'always'], ['always', 'always'], [false, false]]);
      if (!groupings.has(options.useGrouping)) unable(`useGrouping: '${options.useGrouping}'`);
      this.#grouped = groupings.get(options.useGrouping);
    }
    #setCurrency(currency) {
      if (currency === undefined) throw new TypeError('Currency code is required with currency style.');
      this.#currency = String(currency).toUpperCase();
      if (!/^[A-Z]{3}$/.test(this.#currency)) throw new RangeError(`Invalid currency code : ${currency}`);
      const isEuro = this.#currency === 'EUR' && ['en-GB', 'de-DE', 'es-ES', 'fr-FR', 'it-IT'].includes(this.#data);
      const isPound = this.#currency === 'GBP' && this.#data === 'en-GB';
      const isKnown = this.#data === 'en-US' ? this.#currency in SYMBOLS : isEuro || isPound;
      if (!isKnown) unable(`The currency ${this.#currency} in ${this.#data}`);
    }
    #number(value) {
      const [, , , , , , group, decimal, , , smallest] = LOCALES[this.#data];
      if (Number.isNaN(value)) return 'NaN';
      if (value === Infinity || value === -Infinity) return '∞';
      let [whole, fraction] = rounded(digitsOf(value, this.#style === 'percent' ? 2 : 0), this.#most);
      fraction = fraction.replace(/0+$/, '').padEnd(this.#least, '0');
      whole = whole.padStart(this.#integers, '0');
      if (this.#grouped && whole.length >= (this.#grouped === 'always' ? 4 : smallest)) whole = whole.replace(/\B(?=(\d{3})+$)/g, group);
      return fraction ? whole + decimal + fraction : whole;
    }
    #format(value) {
      const number = typeof value === 'bigint' ? value : Number(value);
      const [, , , , , , , , minus, space] = LOCALES[this.#data];
      const sign = number < 0 || Object.is(number, -0) ? minus : '';
      const text = this.#number(number);
      if (this.#style === 'percent') return `${sign}${text}${space}%`;
      if (this.#style === 'decimal') return sign + text;
      const symbol = SYMBOLS[this.#currency];
      if (!this.#data.startsWith('en-')) return `${sign}${text}${NBSP}${symbol}`;
      return `${sign}${symbol}${/[A-Z]$/.test(symbol) && /^\d/.test(text) ? NBSP : ''}${text}`;
    }
    get format() {
      this.#bound ??= (value) => this.#format(value);
      return this.#bound;
    }
    formatToParts() { unable('Intl.NumberFormat.formatToParts'); }
    resolvedOptions() {
      return {
        locale: this.#shown, numberingSystem: 'latn', style: this.#style, ...(this.#currency && { currency: this.#currency }),
        minimumIntegerDigits: this.#integers, minimumFractionDigits: this.#least, maximumFractionDigits: this.#most,
        useGrouping: this.#grouped, notation: 'standard', signDisplay: 'auto',
      };
    }
  }

  class PluralRules {
    #ordinal;
    constructor(locales, options = {}) {
      if (!locale(locales)[1].startsWith('en-')) unable('Intl.PluralRules of another language than English');
      only(options, ['type', 'localeMatcher'], 'Intl.PluralRules');
      this.#ordinal = option(options, 'type', ['cardinal', 'ordinal'], 'cardinal') === 'ordinal';
    }
    select(value) {
      const number = Math.abs(Number(value));
      if (!this.#ordinal) return number === 1 ? 'one' : 'other';
      const isTeen = number % 100 > 10 && number % 100 < 14;
      return (!isTeen && { 1: 'one', 2: 'two', 3: 'few' }[number % 10]) || 'other';
    }
  }

  // These can be called without `new`.
  const callable = (type) => {
    const made = function (...values) { return new type(...values); };
    Object.defineProperty(made, 'name', { value: type.name });
    made.prototype = type.prototype;
    made.prototype.constructor = made;
    return made;
  };
  const Intl = {
    DateTimeFormat: callable(DateTimeFormat),
    NumberFormat: callable(NumberFormat),
    Collator: callable(part('collation')(locale, option, only, unable)),
    PluralRules,
  };
  for (const name of ['DisplayNames', 'DurationFormat', 'ListFormat', 'Locale', 'RelativeTimeFormat', 'Segmenter']) {
    Intl[name] = class { constructor() { unable(`Intl.${name}`); } };
  }
  for (const name of ['DateTimeFormat', 'NumberFormat', 'PluralRules', 'Collator']) {
    Intl[name].supportedLocalesOf = (tags) => requested(tags).filter(known);
  }
  Intl.getCanonicalLocales = (tags) => requested(tags);
  Intl.supportedValuesOf = () => unable('Intl.supportedValuesOf');
  const { getTime } = Date.prototype;
  const date = (needs) => (value, locales, options) => {
    const ms = getTime.call(value);
    return Number.isNaN(ms) ? 'Invalid Date' : new DateTimeFormat(locales, options, needs).format(ms);
  };
  const cased = (value, locales, change) => {
    const [first = 'en'] = requested(locales);
    if (['az', 'lt', 'tr'].includes(first.split('-')[0])) unable(`The case of letters in ${first}`);
    return change(value);
  };
  return {
    Intl,
    both: date(['any', 'all']),
    day: date(['date', 'date']),
    clock: date(['time', 'time']),
    number: (value, locales, options) => new NumberFormat(locales, options).format(value.valueOf()),
    compare: (a, b, locales, options) => new Intl.Collator(locales, options).compare(a, b),
    lower: (value, locales) => cased(String(value), locales, (text) => text.toLowerCase()),
    upper: (value, locales) => cased(String(value), locales, (text) => text.toUpperCase()),
  };
})
