// Renders Liquid templates with LiquidJS. `templates` is a JSON list of `{text, escapes}`; `variables` is JSON, or nothing to only
// check the syntax. Returns a JSON list of strings.
//
// Templates are the tenant's, and the values in them come from users: what an output prints is escaped, once, whether the
// template asks for it or not, and no filter switches that off. There are no other templates and no files to include.
((templates, variables) => {
  const MOST_PARSED = 100 * 1024;
  const MOST_MEMORY = 1e6;
  const MOST_MILLISECONDS = 500;
  const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };
  // What is an entity already stays: `{{ x | escape }}` does not escape twice.
  const SPECIAL = /&(?!(?:[a-zA-Z]{2,31}|#\d{1,7}|#x[\da-fA-F]{1,6});)|[<>"']/g;
  const escapeOnce = (value) => String(value ?? '').replace(SPECIAL, (c) => ENTITIES[c]);

  const engine = (escapes) => {
    const made = new liquidjs.Liquid({
      outputEscape: escapes ? escapeOnce : undefined,
      parseLimit: MOST_PARSED,
      renderLimit: MOST_MILLISECONDS,
      memoryLimit: MOST_MEMORY,
      ownPropertyOnly: true,
      strictFilters: true,
      timezoneOffset: 0,
      templates: {},
    });
    made.registerFilter('raw', (value) => value);
    made.registerFilter('newline_to_br', {
      raw: true,
      handler: (value) => escapeOnce(value).replace(/\r?\n/g, '<br />\n'),
    });
    made.registerTag('debug', {
      parse() {},
      render: (context, emitter) => {
        const shown = JSON.stringify(context.getAll(), null, 2);
        emitter.write(escapes ? escapeOnce(shown) : shown);
      },
    });
    return made;
  };
  const engines = [engine(false), engine(true)];
  const values = variables == null ? null : JSON.parse(variables);
  const rendered = JSON.parse(templates).map(({ text, escapes }) => {
    const liquid = engines[Number(escapes)];
    const parsed = liquid.parse(text);
    return values === null ? '' : String(liquid.renderSync(parsed, values));
  });
  return JSON.stringify(rendered);
})
